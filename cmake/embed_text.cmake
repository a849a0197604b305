# Writes the files under FROM that end with SUFFIX into OUT, a C++ source that defines
#   std::map<std::string, std::string> NAMESPACE::FUNCTION();
# by their path below FROM, without the suffix.
#   cmake -DOUT=... -DFROM=... -DSUFFIX=.mustache -DNAMESPACE=a::b -DFUNCTION=f -P embed_text.cmake
file(GLOB_RECURSE files RELATIVE ${FROM} ${FROM}/*${SUFFIX})
list(SORT files)
set(text "// Generated; do not edit.\n#include <map>\n#include <string>\n\nnamespace ${NAMESPACE} {\n\n")
string(APPEND text "std::map<std::string, std::string> ${FUNCTION}();\n\nnamespace {\n\n")
set(table "")
set(n 0)
string(LENGTH "${SUFFIX}" suffix_length)
foreach(file IN LISTS files)
    file(READ ${FROM}/${file} hex HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    string(LENGTH "${file}" length)
    math(EXPR length "${length} - ${suffix_length}")
    string(SUBSTRING "${file}" 0 ${length} name)
    string(APPEND text "const unsigned char kFile${n}[] = {\n${hex}0};\n")
    string(APPEND table
        "    out.emplace(\"${name}\", std::string(reinterpret_cast<const char*>(kFile${n}),\n"
        "                                       sizeof(kFile${n}) - 1));\n")
    math(EXPR n "${n} + 1")
endforeach()
string(APPEND text
    "\n}  // namespace\n\nstd::map<std::string, std::string> ${FUNCTION}() {\n"
    "    std::map<std::string, std::string> out;\n${table}"
    "    return out;\n}\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUT} "${text}")
