#include "server/http/second_reading.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>

namespace standstill::server::http {

namespace {

namespace beast = boost::beast;

std::string_view of(beast::string_view text) { return {text.data(), text.size()}; }

bool is_same_name(std::string_view lower, std::string_view other) {
    return std::ranges::equal(lower, other, [](char a, char b) {
        return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
    });
}

// Beast's parser, which keeps nothing and compares instead.
class Comparison final : public beast::http::basic_parser<true> {
public:
    explicit Comparison(const Head& head) : head_(head) {}

    bool is_alike() const { return alike_ && next_ == head_.headers.size(); }

private:
    using Error = beast::error_code;

    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target,
                         int version, Error& error) override {
        error = {};
        alike_ = of(method) == head_.method_name && of(target) == head_.target && version == 11;
    }
    void on_response_impl(int, beast::string_view, int, Error& error) override {
        error = {};
        alike_ = false;
    }
    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       Error& error) override {
        error = {};
        alike_ = alike_ && next_ < head_.headers.size() &&
                 is_same_name(head_.headers[next_].first, of(name)) &&
                 head_.headers[next_].second == of(value);
        ++next_;
    }
    void on_header_impl(Error& error) override { error = {}; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error& error) override {
        error = {};
    }
    std::size_t on_body_impl(beast::string_view body, Error& error) override {
        error = {};
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, Error& error) override {
        error = {};
        alike_ = false;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, Error& error) override {
        error = {};
        alike_ = false;
        return body.size();
    }
    void on_finish_impl(Error& error) override { error = {}; }

    const Head& head_;
    std::size_t next_ = 0;
    bool alike_ = false;
};

}  // namespace

bool reads_alike(const Head& head, std::string_view bytes) {
    Comparison comparison(head);
    comparison.header_limit(static_cast<std::uint32_t>(bytes.size()) + 1);
    comparison.body_limit(boost::none);
    beast::error_code error;
    std::size_t used = comparison.put(boost::asio::buffer(bytes), error);
    if (error || used != bytes.size() || !comparison.is_header_done()) return false;
    auto length = comparison.content_length();
    return comparison.is_alike() && !comparison.chunked() &&
           (length ? *length : 0) == head.content_length;
}

}  // namespace standstill::server::http
