#include "server/mail/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "ledger/base64.h"

namespace standstill::server::mail {

namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// A dot-atom of RFC 5322: no dot at either end, none beside another.
bool is_dot_atom(std::string_view text, std::string_view also) {
    if (text.empty() || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != std::string_view::npos) return false;
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return is_letter_or_digit(c) || c == '.' || also.find(c) != std::string_view::npos;
    });
}

// `Fri, 20 Nov 2026 15:30:00 +0000`
std::string date_of(base::Instant at) {
    static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    base::Day day = std::chrono::floor<std::chrono::days>(seconds);
    std::chrono::year_month_day date(day);
    std::chrono::hh_mm_ss time(seconds - day);
    return fmt::format(
        "{}, {} {} {} {:02}:{:02}:{:02} +0000", kDays[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
        time.seconds().count());
}

// Encoded words of at most 75 characters, folded; a word ends between two characters of UTF-8.
std::string encoded(std::string_view text) {
    constexpr std::size_t kBytes = 42;  // 56 of base64, and the frame
    std::string out;
    while (!text.empty()) {
        std::size_t end = std::min(kBytes, text.size());
        while (end > 0 && end < text.size() &&
               (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end;
        out += (out.empty() ? "=?utf-8?B?" : "\r\n =?utf-8?B?") +
               ledger::base64(text.substr(0, end)) + "?=";
        text.remove_prefix(end);
    }
    return out;
}

}  // namespace

bool is_address(std::string_view text) {
    std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || text.size() > 254 || at > 64) return false;
    return is_dot_atom(text.substr(0, at), "!#$%&'*+-/=?^_`{|}~") &&
           is_dot_atom(text.substr(at + 1), "-");
}

base::Result<std::string> print(const Message& message) {
    if (!is_address(message.from) || message.to.empty() ||
        !std::all_of(message.to.begin(), message.to.end(), is_address))
        return base::invalid("a message needs addresses of a sender and of receivers");
    if (!is_address(message.id))
        return base::invalid("the id of a message must look like an address");
    if (!base::is_utf8(message.subject) || !base::is_utf8(message.text))
        return base::invalid("a message must be UTF-8");
    std::string out = fmt::format("Date: {}\r\nFrom: {}\r\nTo: {}\r\n", date_of(message.at),
                                  message.from, base::join(message.to, ",\r\n "));
    out += fmt::format("Message-ID: <{}>\r\nSubject: {}\r\n", message.id,
                       encoded(base::folded(message.subject)));
    out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
    out += "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    std::string body;
    for (char c : message.text) {
        if (c == '\r') continue;
        if (c == '\n') body += '\r';
        body += c;
    }
    std::string letters = ledger::base64(body);
    for (std::size_t at = 0; at < letters.size(); at += 76) out += letters.substr(at, 76) + "\r\n";
    return out;
}

}  // namespace standstill::server::mail
