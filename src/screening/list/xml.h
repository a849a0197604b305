// XML of lists, one record at a time.
//
// The reader walks the document once and hands over each element whose name is wanted, with all
// that is in it, as a small tree; nothing else is kept, so that a list of any size needs the memory
// of its largest record. Names are local names; prefixes and namespaces are left out.
//
// Hostile input: a document type declaration is refused, and with it every entity but the five that
// XML has (no expansion, no external file, no network). Bounds: depth 64, 16 MiB and 200,000
// elements a record, 10 MiB a text.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace standstill::screening {

class XmlRecord;

// An element of a record, or nothing: what is missing has no name, no text and no children, so that
// a chain of questions needs no test on the way. Lives as long as the call that gave it.
class XmlElement {
public:
    XmlElement() = default;

    explicit operator bool() const { return record_ != nullptr; }
    std::string_view name() const;
    std::string_view text() const;  // of the element itself, without blanks at its ends
    std::string_view attribute(std::string_view name) const;
    // The first child of that name.
    XmlElement child(std::string_view name) const;
    // The text of the first child of that name.
    std::string_view text_of(std::string_view child_name) const { return child(child_name).text(); }

    XmlElement first() const;  // child
    XmlElement next() const;   // sibling

    class Iterator;
    Iterator begin() const;
    Iterator end() const;

private:
    friend class XmlRecord;
    XmlElement(const XmlRecord* record, int node) : record_(record), node_(node) {}

    const XmlRecord* record_ = nullptr;
    int node_ = -1;
};

class XmlElement::Iterator {
public:
    explicit Iterator(XmlElement element) : element_(element) {}
    XmlElement operator*() const { return element_; }
    Iterator& operator++() {
        element_ = element_.next();
        return *this;
    }
    bool operator!=(const Iterator& other) const { return element_.node_ != other.element_.node_; }

private:
    XmlElement element_;
};

inline XmlElement::Iterator XmlElement::begin() const { return Iterator(first()); }
inline XmlElement::Iterator XmlElement::end() const { return Iterator(XmlElement()); }

struct XmlRead {
    std::vector<std::string_view> records;  // local names of the elements that are wanted
    // The root element, with attributes and without children; before any record. May be empty.
    std::function<base::Status(XmlElement)> on_root;
    // A record and the line where it ends. A wanted element inside a record is part of that record.
    std::function<base::Status(XmlElement, int line)> on_record;
    std::function<void(std::size_t done)> on_progress;
};

// Fails with Invalid, `name:line:column: ...`, and with what the calls return, behind `name:line:
// `.
base::Status read_xml(std::string_view bytes, const std::string& name, const XmlRead& read);

// The local name of the root element, found without a parser; empty where there is none in sight.
std::string_view root_of(std::string_view beginning);

}  // namespace standstill::screening
