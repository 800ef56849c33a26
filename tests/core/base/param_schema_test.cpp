#include "core/base/param_schema.h"

#include <nlohmann/json.hpp>

#include "tests/support/test_case.h"

using namespace velatura;

namespace {

enum class Kind { Gram, Moments };

struct Base {
    std::int64_t seed = 7;
};

struct Params : Base {
    double weight = 1.0;
    int size = 512;
    bool keep = false;
    Kind kind = Kind::Moments;
    std::string mode = "slow";
    std::string note = "nothing";
    std::vector<double> taps = {1, 0.5, 0.25};
};

ParamSpec spec(const std::string& key) { return {.key = key, .label = "Label", .help = "Help."}; }

const ParamSchema<Params>& schema() {
    using P = Params;
    static const ParamSchema<P> s({
        field(&P::weight, {.key = "weight", .label = "W", .help = "H.", .range = {0, 100}, .soft = {0, 2},
                           .aliases = {"strength", "old-weight"}}),
        field(&P::size, {.key = "size", .label = "S", .help = "H.", .range = {32, 4096}}),
        field(&P::keep, spec("keep")),
        field(&P::kind, {.key = "kind", .label = "K", .help = "H.", .choices = {{"gram", "G", ""}, {"moments", "M", ""}}}),
        field(&P::mode, {.key = "mode", .label = "M", .help = "H.", .choices = {{"fast", "F", ""}, {"slow", "S", ""}}}),
        field(&P::note, spec("note")),
        field(&P::taps, {.key = "taps", .label = "T", .help = "H.", .range = {0, 10}, .listLabels = {"a", "b", "c"}}),
        inherit<P>(field(&Base::seed, {.key = "seed", .label = "S", .help = "H.", .range = {0, 4294967295.0}})),
    });
    return s;
}

std::string refusal(const ParamValues& values) {
    const auto r = schema().normalise(values);
    return r ? "accepted" : r.error().message();
}

template <class M>
void declare(M Params::*member, ParamSpec s) {
    const ParamSchema<Params> made({field(member, std::move(s))});
}

}  // namespace

class ParamSchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsComeFromTheStruct() {
        const ParamValues d = schema().defaults();
        QCOMPARE(d.size(), size_t{8});
        QVERIFY(d.at("weight") == ParamValue(1.0));
        QVERIFY(d.at("size") == ParamValue(std::int64_t{512}));
        QVERIFY(d.at("keep") == ParamValue(false));
        QVERIFY(d.at("kind") == ParamValue(std::string("moments")));
        QVERIFY(d.at("mode") == ParamValue(std::string("slow")));
        QVERIFY(d.at("taps") == ParamValue(std::vector<double>{1, 0.5, 0.25}));
        QVERIFY(d.at("seed") == ParamValue(std::int64_t{7}));
    }

    void fieldsKeepTheirOrderAndTypes() {
        std::vector<ParamType> types;
        for (const auto& f : schema().fields()) types.push_back(f.type);
        const std::vector<ParamType> wanted = {ParamType::Real,   ParamType::Integer, ParamType::Bool,     ParamType::Choice,
                                               ParamType::Choice, ParamType::Text,    ParamType::RealList, ParamType::Integer};
        QVERIFY(types == wanted);
    }

    void readFillsTheStruct() {
        const auto p = schema().read({{"weight", std::int64_t{3}}, {"kind", std::string("gram")}, {"seed", 9.0},
                                      {"taps", std::vector<double>{3, 2, 1}}, {"keep", true}, {"note", std::string("%1")}});
        QVERIFY(p.has_value());
        QCOMPARE(p->weight, 3.0);
        QVERIFY(p->kind == Kind::Gram);
        QCOMPARE(p->seed, std::int64_t{9});
        QCOMPARE(p->taps, (std::vector<double>{3, 2, 1}));
        QVERIFY(p->keep);
        QCOMPARE(p->size, 512);
        QVERIFY(schema().write(*p).at("note") == ParamValue(std::string("%1")));
    }

    void writeAndReadAreInverse() {
        Params p;
        p.weight = 0.1;
        p.kind = Kind::Gram;
        p.mode = "fast";
        p.taps = {0, 10, 0.3};
        p.seed = 4294967295;
        const auto back = schema().read(schema().write(p));
        QVERIFY(back.has_value());
        QVERIFY(schema().write(*back) == schema().write(p));
    }

    void jsonBothWays() {
        const ParamValues d = schema().defaults();
        const auto text = toJson(d).dump();
        const auto parsed = paramValuesFromJson(nlohmann::json::parse(text));
        QVERIFY(parsed.has_value());
        QVERIFY(schema().normalise(*parsed).value() == d);
    }

    void unknownKeyNamesItselfAndAllThatExist() {
        const auto m = refusal({{"wieght", 1.0}});
        QVERIFY2(m.find("\"wieght\"") != std::string::npos, m.c_str());
        for (const auto& f : schema().fields()) QVERIFY2(m.find(f.key) != std::string::npos, m.c_str());
    }

    void refusalsNameKeyValueAndWhatIsAllowed_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("allowed");
        QTest::newRow("real over") << "weight" << "100.5" << "a number from 0 to 100";
        QTest::newRow("real under") << "weight" << "-0.1" << "a number from 0 to 100";
        QTest::newRow("real word") << "weight" << "much" << "a number from 0 to 100";
        QTest::newRow("nan") << "weight" << "nan" << "a number from 0 to 100";
        QTest::newRow("infinite") << "weight" << "inf" << "a number from 0 to 100";
        QTest::newRow("overflow") << "weight" << "1e999" << "a number from 0 to 100";
        QTest::newRow("two signs") << "weight" << "+-1" << "a number from 0 to 100";
        QTest::newRow("comma") << "weight" << "0,5" << "a number from 0 to 100";
        QTest::newRow("empty") << "weight" << "" << "a number from 0 to 100";
        QTest::newRow("blanks") << "weight" << "  " << "a number from 0 to 100";
        QTest::newRow("tail") << "size" << "512px" << "a whole number from 32 to 4096";
        QTest::newRow("hex") << "size" << "0x100" << "a whole number from 32 to 4096";
        QTest::newRow("half") << "size" << "512.5" << "a whole number from 32 to 4096";
        QTest::newRow("too small") << "size" << "31" << "a whole number from 32 to 4096";
        QTest::newRow("huge") << "size" << "99999999999999999999" << "a whole number from 32 to 4096";
        QTest::newRow("bool") << "keep" << "maybe" << "true or false";
        QTest::newRow("choice") << "kind" << "grum" << "one of gram, moments";
        QTest::newRow("choice by label") << "kind" << "G" << "one of gram, moments";
        QTest::newRow("list short") << "taps" << "1,2" << "3 numbers from 0 to 10";
        QTest::newRow("list long") << "taps" << "1,2,3,4" << "3 numbers from 0 to 10";
        QTest::newRow("list gap") << "taps" << "1,,3" << "3 numbers from 0 to 10";
        QTest::newRow("list tail") << "taps" << "1,2,3," << "3 numbers from 0 to 10";
        QTest::newRow("list over") << "taps" << "1,2,11" << "3 numbers from 0 to 10";
    }
    void refusalsNameKeyValueAndWhatIsAllowed() {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QString, allowed);
        const auto r = Schema::parse(*schema().find(key.toStdString()), text.toStdString());
        QVERIFY(!r.has_value());
        QVERIFY(r.error().code == ErrorCode::Usage);
        const auto m = QString::fromStdString(r.error().message());
        QVERIFY2(m.contains(" " + key + ":"), qPrintable(m));
        QVERIFY2(m.contains("\"" + text + "\""), qPrintable(m));
        QVERIFY2(m.contains(allowed), qPrintable(m));
    }

    void parseEveryType_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        QTest::newRow("real") << "weight" << "0.25" << "0.25";
        QTest::newRow("plus") << "weight" << "+2" << "2";
        QTest::newRow("blanks around") << "weight" << " 2.5 " << "2.5";
        QTest::newRow("exponent") << "weight" << "1e-3" << "0.001";
        QTest::newRow("bounds") << "weight" << "100" << "100";
        QTest::newRow("whole") << "size" << "640" << "640";
        QTest::newRow("whole by exponent") << "size" << "1e3" << "1000";
        QTest::newRow("seed") << "seed" << "4294967295" << "4294967295";
        QTest::newRow("yes") << "keep" << "yes" << "true";
        QTest::newRow("on") << "keep" << "on" << "true";
        QTest::newRow("0") << "keep" << "0" << "false";
        QTest::newRow("choice") << "kind" << "gram" << "gram";
        QTest::newRow("text") << "note" << "" << "";
        QTest::newRow("list") << "taps" << "1, 0.5 ,0" << "1,0.5,0";
    }
    void parseEveryType() {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QString, result);
        const auto r = Schema::parse(*schema().find(key.toStdString()), text.toStdString());
        QVERIFY2(r.has_value(), r ? "" : r.error().message().c_str());
        QCOMPARE(QString::fromStdString(toText(*r)), result);
    }

    void wholeNumbersKeepAllTheirDigits() {
        struct Big {
            std::int64_t n = 0;
        };
        const ParamSchema<Big> big({field(&Big::n, spec("n"))});
        const auto r = Schema::parse(big.fields()[0], "9007199254740993");
        QVERIFY(r.value() == ParamValue(std::int64_t{9007199254740993}));
    }

    void wrongTypesAreRefused() {
        QVERIFY(refusal({{"weight", std::string("1")}}).find("weight") != std::string::npos);
        QVERIFY(schema().normalise({{"weight", true}})->at("weight") == ParamValue(1.0));  // a switch that became a slider
        QVERIFY(refusal({{"size", 512.5}}).find("512.5") != std::string::npos);
        QVERIFY(refusal({{"keep", std::int64_t{1}}}).find("true or false") != std::string::npos);
        QVERIFY(refusal({{"kind", std::int64_t{1}}}).find("one of gram") != std::string::npos);
        QVERIFY(refusal({{"taps", 1.0}}).find("3 numbers") != std::string::npos);
        QVERIFY(refusal({{"note", 1.0}}).find("a text") != std::string::npos);
    }

    void aNovelIsCutInTheSentence() {
        const auto m = refusal({{"kind", std::string(100000, 'x')}});
        QVERIFY(m.size() < 300);
        std::string umlauts;
        for (int i = 0; i < 200; ++i) umlauts += "ä";
        const auto u = QString::fromStdString(refusal({{"kind", "x" + umlauts}}));
        QVERIFY(!u.contains(QChar(QChar::ReplacementCharacter)));
    }

    void intMembersNeverWrapAround() {
        struct Small {
            int n = 0;
        };
        const ParamSchema<Small> small({field(&Small::n, spec("n"))});
        QVERIFY(!small.read({{"n", std::int64_t{1} << 40}}).has_value());
        QCOMPARE(small.read({{"n", std::int64_t{-5}}})->n, -5);
    }

    void aliasesLoadAsTheirKey() {
        const auto v = schema().normalise({{"strength", 2.0}});
        QVERIFY(v.has_value());
        QVERIFY(v->at("weight") == ParamValue(2.0));
        QVERIFY(!v->contains("strength"));
        QVERIFY(schema().find("old-weight") == schema().find("weight"));
    }

    void oneParameterGivenTwiceIsRefused() {
        const auto m = refusal({{"strength", 2.0}, {"weight", 3.0}});
        QVERIFY2(m.find("\"strength\" and \"weight\" are the same") != std::string::npos, m.c_str());
    }

    void changedShowsOnlyWhatDiffers() {
        auto v = schema().defaults();
        QVERIFY(schema().changed(v).empty());
        v["weight"] = std::int64_t{1};
        QVERIFY(schema().changed(v).empty());
        v["size"] = std::int64_t{640};
        v["unknown"] = true;
        const auto c = schema().changed(v);
        QCOMPARE(c.size(), size_t{1});
        QVERIFY(c.at("size") == ParamValue(std::int64_t{640}));
        QVERIFY(schema().changed({{"strength", 2.0}}).contains("weight"));
    }

    void sliderFallsBackToTheRange() {
        QCOMPARE(schema().find("weight")->sliderRange().max, 2.0);
        QCOMPARE(schema().find("size")->sliderRange().max, 4096.0);
        QCOMPARE(schema().find("size")->sliderRange().min, 32.0);
    }

    void allowedWithOneBound() {
        ParamInfo info;
        info.type = ParamType::Real;
        info.range = {0.5};
        QCOMPARE(Schema::allowed(info), std::string("a number of 0.5 or more"));
        info.range = {-std::numeric_limits<double>::infinity(), 2};
        QCOMPARE(Schema::allowed(info), std::string("a number of 2 or less"));
        info.range = {};
        QCOMPARE(Schema::allowed(info), std::string("a number"));
    }

    void faultyDeclarationsThrow() {
        using P = Params;
        const auto twice = [] {
            const ParamSchema<P> s({field(&P::weight, spec("a")), field(&P::size, spec("a"))});
        };
        QVERIFY_EXCEPTION_THROWN(twice(), CheckFailure);
        const auto aliasTaken = [] {
            auto b = spec("b");
            b.aliases = {"a"};
            const ParamSchema<P> s({field(&P::weight, spec("a")), field(&P::size, b)});
        };
        QVERIFY_EXCEPTION_THROWN(aliasTaken(), CheckFailure);
        const auto keyIsAlias = [] {
            auto a = spec("a");
            a.aliases = {"b"};
            const ParamSchema<P> s({field(&P::weight, a), field(&P::size, spec("b"))});
        };
        QVERIFY_EXCEPTION_THROWN(keyIsAlias(), CheckFailure);
        auto own = spec("a");
        own.aliases = {"a"};
        QVERIFY_EXCEPTION_THROWN(declare(&P::weight, own), CheckFailure);
        QVERIFY_EXCEPTION_THROWN(declare(&P::weight, {.key = "a", .label = "A"}), CheckFailure);
        QVERIFY_EXCEPTION_THROWN(declare(&P::weight, {.key = "", .label = "A", .help = "H."}), CheckFailure);
        QVERIFY_EXCEPTION_THROWN(declare(&P::weight, {.key = "a", .label = "A", .help = "H.", .range = {2, 3}}), CheckFailure);
        QVERIFY_EXCEPTION_THROWN(declare(&P::weight, {.key = "a", .label = "A", .help = "H.", .range = {0, 3}, .soft = {0, 4}}),
                                 CheckFailure);
        QVERIFY_EXCEPTION_THROWN(declare(&P::taps, spec("a")), CheckFailure);
        QVERIFY_EXCEPTION_THROWN(declare(&P::taps, {.key = "a", .label = "A", .help = "H.", .listLabels = {"one"}}), CheckFailure);
        QVERIFY_EXCEPTION_THROWN(
            declare(&P::mode, {.key = "a", .label = "A", .help = "H.", .choices = {{"slow", "S", ""}, {"slow", "T", ""}}}),
            CheckFailure);
        QVERIFY_EXCEPTION_THROWN(declare(&P::mode, {.key = "a", .label = "A", .help = "H.", .choices = {{"fast", "F", ""}}}),
                                 CheckFailure);
    }
};

VELATURA_TEST(ParamSchemaTest)
#include "param_schema_test.moc"
