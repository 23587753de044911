/* SPDX-License-Identifier: MIT */
/* The bridge from tables of C cases to GoogleTest, and main(): the only C++ of the project. */
#include "shim/rl_test.h"
#include "shim/sanitizer_reports.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>

namespace
{

rl_suite *first_suite;

class CCase : public testing::Test
{
  public:
    explicit CCase(const rl_case *row) : row_(row) {}
    void TestBody() override
    {
        if (row_->run)
            row_->run();
        else
            row_->run_with(row_->param);
    }

  private:
    const rl_case *row_;
};

/* A case during which the sanitizer reported fails by its own name, at the place of its row. */
class ReportListener : public testing::EmptyTestEventListener
{
    unsigned before_ = 0;
    void OnTestStart(const testing::TestInfo &) override
    {
        before_ = rl_sanitizer_reports ? rl_sanitizer_reports() : 0;
    }
    void OnTestEnd(const testing::TestInfo &info) override
    {
        unsigned now = rl_sanitizer_reports ? rl_sanitizer_reports() : 0;
        if (now != before_)
            ADD_FAILURE_AT(info.file(), info.line())
                << "ThreadSanitizer reported " << now - before_ << " time(s) during this case. "
                << rl_sanitizer_last_report();
    }
};

/* GoogleTest's filter gives other characters a meaning of their own. */
std::string filterable(std::string name)
{
    for (char &c : name)
        if (!isalnum(static_cast<unsigned char>(c)) && !strchr("_./", c))
            c = '_';
    return name;
}

[[noreturn]] void refuse_table(const rl_suite &suite, const char *what)
{
    fprintf(stderr, "suite %s: %s\n", suite.name, what);
    exit(2);
}

void register_all()
{
    std::set<std::string> names;
    for (const rl_suite *suite = first_suite; suite; suite = suite->next) {
        if (!suite->cases->name)
            refuse_table(*suite, "its table has no case");
        for (const rl_case *row = suite->cases; row->name; row++) {
            std::string name = row->name;
            if (row->label)
                name += "/" + filterable(row->label);
            if (!row->run == !row->run_with)
                refuse_table(*suite, (name + " has no function, or two").c_str());
            if (!names.insert(std::string(suite->name) + "." + name).second)
                refuse_table(*suite, (name + " stands in it twice; give the rows different labels").c_str());
            testing::RegisterTest(suite->name, name.c_str(), nullptr, nullptr, row->file, row->line,
                                  [row]() -> CCase * { return new CCase(row); });
        }
    }
}

std::string quoted(const char *text)
{
    if (!text)
        return "NULL";
    std::string out = "\"";
    for (; *text; text++) {
        unsigned char c = static_cast<unsigned char>(*text);
        char hex[8];
        snprintf(hex, sizeof hex, "\\x%02x", c);
        if (c == '\n')
            out += "\\n";
        else if (c == '"' || c == '\\')
            out += std::string("\\") + *text;
        else if (c < 0x20 || c == 0x7f)
            out += hex;
        else
            out += *text;
    }
    return out + "\"";
}

std::string shown(const rl_value &value)
{
    char text[64] = "";
    switch (value.kind) {
    case rl_value::RL_VALUE_BOOL:
        return value.as.i ? "true" : "false";
    case rl_value::RL_VALUE_CHAR:
        if (value.as.i >= 0x20 && value.as.i < 0x7f)
            snprintf(text, sizeof text, "'%c' (%lld)", static_cast<char>(value.as.i), value.as.i);
        else
            snprintf(text, sizeof text, "'\\x%02llx' (%lld)", value.as.u & 0xff, value.as.i);
        break;
    case rl_value::RL_VALUE_SIGNED:
        snprintf(text, sizeof text, "%lld", value.as.i);
        break;
    case rl_value::RL_VALUE_UNSIGNED:
        snprintf(text, sizeof text, value.as.u > 9 ? "%llu (0x%llx)" : "%llu", value.as.u, value.as.u);
        break;
    case rl_value::RL_VALUE_FLOAT:
        snprintf(text, sizeof text, "%.17g", value.as.f);
        break;
    case rl_value::RL_VALUE_POINTER:
        snprintf(text, sizeof text, value.as.p ? "%p" : "NULL", const_cast<const void *>(value.as.p));
        break;
    }
    return text;
}

template <typename T> bool related(rl_relation relation, const T &left, const T &right)
{
    switch (relation) {
    case RL_EQ:
        return left == right;
    case RL_NE:
        return left != right;
    case RL_LT:
        return left < right;
    case RL_LE:
        return left <= right;
    case RL_GT:
        return left > right;
    case RL_GE:
        return left >= right;
    }
    return false;
}

/* As numbers, not as C converts: -1 is less than 1u. */
bool holds(rl_relation relation, const rl_value &left, const rl_value &right)
{
    auto number = [](const rl_value &value) -> __int128 {
        if (value.kind == rl_value::RL_VALUE_UNSIGNED)
            return value.as.u;
        if (value.kind == rl_value::RL_VALUE_POINTER)
            return reinterpret_cast<unsigned long>(value.as.p);
        return value.as.i;
    };
    auto floating = [&](const rl_value &value) {
        return value.kind == rl_value::RL_VALUE_FLOAT ? value.as.f : static_cast<double>(number(value));
    };
    if (left.kind == rl_value::RL_VALUE_FLOAT || right.kind == rl_value::RL_VALUE_FLOAT)
        return related(relation, floating(left), floating(right));
    return related(relation, number(left), number(right));
}

void note(const rl_where &where, const std::string &message)
{
    GTEST_MESSAGE_AT_(where.file, where.line, message.c_str(),
                      where.fatal ? testing::TestPartResult::kFatalFailure
                                  : testing::TestPartResult::kNonFatalFailure);
}

std::string formatted(const char *format, va_list args)
{
    char *text = nullptr;
    if (vasprintf(&text, format, args) < 0)
        return format;
    std::string out = text;
    free(text);
    return out;
}

const char *const relation_text[] = {"==", "!=", "<", "<=", ">", ">="};

} // namespace

void rl_suite_register_(struct rl_suite *suite)
{
    rl_suite **last = &first_suite;
    while (*last)
        last = &(*last)->next;
    *last = suite;
}

struct rl_value rl_value_bool_(bool value)
{
    rl_value out = {rl_value::RL_VALUE_BOOL, {}};
    out.as.i = value;
    return out;
}

struct rl_value rl_value_char_(char value)
{
    rl_value out = {rl_value::RL_VALUE_CHAR, {}};
    out.as.i = value;
    return out;
}

struct rl_value rl_value_signed_(long long value)
{
    rl_value out = {rl_value::RL_VALUE_SIGNED, {}};
    out.as.i = value;
    return out;
}

struct rl_value rl_value_unsigned_(unsigned long long value)
{
    rl_value out = {rl_value::RL_VALUE_UNSIGNED, {}};
    out.as.u = value;
    return out;
}

struct rl_value rl_value_float_(double value)
{
    rl_value out = {rl_value::RL_VALUE_FLOAT, {}};
    out.as.f = value;
    return out;
}

struct rl_value rl_value_pointer_(const volatile void *value)
{
    rl_value out = {rl_value::RL_VALUE_POINTER, {}};
    out.as.p = value;
    return out;
}

bool rl_check_truth_(struct rl_where where, bool wanted, const char *text, bool value)
{
    if (value != wanted)
        note(where, std::string("Expected: ") + text + " is " + (wanted ? "true" : "false") +
                        "\n  Actual: " + (value ? "true" : "false"));
    return value == wanted;
}

bool rl_check_relation_(struct rl_where where, enum rl_relation relation, const char *left_text,
                        const char *right_text, struct rl_value left, struct rl_value right)
{
    if (holds(relation, left, right))
        return true;
    note(where, std::string("Expected: (") + left_text + ") " + relation_text[relation] + " (" + right_text +
                    ")\n    Left: " + shown(left) + "\n   Right: " + shown(right));
    return false;
}

bool rl_check_text_(struct rl_where where, bool equal, const char *left_text, const char *right_text,
                    const char *left, const char *right)
{
    bool same = left && right ? strcmp(left, right) == 0 : left == right;
    if (same != equal)
        note(where, std::string("Expected: (") + left_text + ") " + (equal ? "==" : "!=") + " (" +
                        right_text + ") as text\n    Left: " + quoted(left) + "\n   Right: " + quoted(right));
    return same == equal;
}

bool rl_check_contains_(struct rl_where where, const char *haystack_text, const char *haystack,
                        const char *needle)
{
    bool found = haystack && needle && strstr(haystack, needle);
    if (!found)
        note(where, std::string("Expected: ") + haystack_text + " contains " + quoted(needle) +
                        "\n  Actual: " + (haystack ? "\n" : "") + (haystack ? haystack : "NULL"));
    return found;
}

bool rl_check_null_(struct rl_where where, bool null, const char *text, const volatile void *value)
{
    if ((value == nullptr) != null)
        note(where, std::string("Expected: ") + text + (null ? " is NULL" : " is not NULL") +
                        "\n  Actual: " + shown(rl_value_pointer_(value)));
    return (value == nullptr) == null;
}

/* GoogleTest would name this file as the place: its failures are caught, and noted again at the C line. */
void rl_check_death_(struct rl_where where, const char *text, void (*function)(void), const char *regex)
{
    testing::TestPartResultArray results;
    {
        testing::ScopedFakeTestPartResultReporter reporter(
            testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
        EXPECT_DEATH(function(), regex);
    }
    for (int i = 0; i < results.size(); i++)
        if (results.GetTestPartResult(i).failed())
            note(where, std::string("Expected: ") + text + " ends the process\n" +
                            results.GetTestPartResult(i).message());
}

void rl_fail_(struct rl_where where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    note(where, formatted(format, args));
    va_end(args);
}

void rl_skip_(struct rl_where where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    GTEST_MESSAGE_AT_(where.file, where.line, formatted(format, args).c_str(),
                      testing::TestPartResult::kSkip);
    va_end(args);
}

bool rl_test_failed(void)
{
    return testing::Test::HasFailure();
}

int main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
#ifdef GTEST_FLAG_SET
    GTEST_FLAG_SET(death_test_style, "threadsafe");
#else /* before 1.12 */
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
#endif
    if (argc > 1) {
        fprintf(stderr, "%s: %s is not an option of a test program; --help lists them\n", argv[0], argv[1]);
        return 2;
    }
    register_all();
    testing::UnitTest::GetInstance()->listeners().Append(new ReportListener);
    if (!first_suite) {
        fprintf(stderr, "%s: no suite was registered; RL_SUITE does it\n", argv[0]);
        return 2;
    }
    return RUN_ALL_TESTS();
}
