# Writes the files under FROM into OUT, a C++ source that defines cli::NAME().
#   cmake -DOUT=... -DFROM=rules -DNAME=embedded_rules -P embed.cmake
file(GLOB_RECURSE files RELATIVE ${FROM} ${FROM}/*)
list(SORT files)
set(text "// Generated; do not edit.\n#include \"cli/files.h\"\n\n")
string(APPEND text "namespace standstill::cli {\n\nnamespace {\n\n")
set(table "")
set(n 0)
foreach(file IN LISTS files)
    file(READ ${FROM}/${file} hex HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    string(APPEND text "const unsigned char kFile${n}[] = {\n${hex}0};\n")
    string(APPEND table
        "    out.emplace(\"${file}\", std::string(reinterpret_cast<const char*>(kFile${n}),\n"
        "                                       sizeof(kFile${n}) - 1));\n")
    math(EXPR n "${n} + 1")
endforeach()
string(APPEND text
    "\n}  // namespace\n\nlaw::RuleFiles ${NAME}() {\n    law::RuleFiles out;\n${table}"
    "    return out;\n}\n\n}  // namespace standstill::cli\n")
file(WRITE ${OUT} "${text}")
