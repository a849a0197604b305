#include "server/http/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace standstill::server::http {

namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_name_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// Our own headers are never longer; one that is, is somebody's text that got in.
constexpr std::size_t kLongestValue = 8'192;

bool is_value(std::string_view value) {
    return value.size() <= kLongestValue &&
           std::ranges::all_of(value, [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\t'; });
}

bool is_framing(std::string_view name) {
    constexpr std::array<std::string_view, 4> kFraming = {"connection", "content-length", "date",
                                                          "transfer-encoding"};
    return std::ranges::any_of(kFraming, [&](std::string_view framing) {
        return std::ranges::equal(framing, name, [](char a, char b) {
            return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
        });
    });
}

}  // namespace

std::string print_date(base::Instant instant) {
    auto day = std::chrono::floor<std::chrono::days>(instant);
    std::chrono::year_month_day date(day);
    std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
        time.seconds().count());
}

bool can_be_sent(const Response& response) {
    if (response.status < 200 || response.status > 599) return false;
    return std::ranges::all_of(response.headers, [](const auto& header) {
        const auto& [name, value] = header;
        return !name.empty() && std::ranges::all_of(name, is_name_letter) && !is_framing(name) &&
               is_value(value);
    });
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

void write_head(std::string& out, const Response& response, std::string_view date, bool closes) {
    out.assign("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    out.append(phrase_of(response.status)).append("\r\n");
    for (const auto& [name, value] : response.headers)
        out.append(name).append(": ").append(value).append("\r\n");
    out.append("Date: ").append(date).append("\r\n");
    if (may_have_body(response.status))
        out.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
    if (closes) out.append("Connection: close\r\n");
    out.append("\r\n");
}

}  // namespace standstill::server::http
