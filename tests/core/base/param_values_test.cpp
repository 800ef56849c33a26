#include "core/base/param_values.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/support/test_case.h"

using namespace velatura;

class ParamValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textOfEveryType() {
        QCOMPARE(toText(true), std::string("true"));
        QCOMPARE(toText(std::int64_t{-7}), std::string("-7"));
        QCOMPARE(toText(0.1), std::string("0.1"));
        QCOMPARE(toText(1e-7), std::string("1e-07"));
        QCOMPARE(toText(std::string("gram")), std::string("gram"));
        QCOMPARE(toText(std::vector<double>{1, 0.5}), std::string("1,0.5"));
        QCOMPARE(toText(std::vector<double>{}), std::string());
    }

    void numbersKeepTheirExactValue() {
        for (double v : {0.1, 1.0 / 3, 1e300, 5e-324, -0.0, 123456789.123456789})
            QCOMPARE(std::strtod(toText(v).c_str(), nullptr), v);
    }

    void jsonBothWaysOfEveryType() {
        const ParamValues v = {{"b", true},
                               {"i", std::numeric_limits<std::int64_t>::min()},
                               {"j", std::numeric_limits<std::int64_t>::max()},
                               {"r", 1.0},
                               {"third", 1.0 / 3},
                               {"t", std::string("日本 \"\\ \n")},
                               {"l", std::vector<double>{1, 2.5}},
                               {"e", std::vector<double>{}}};
        const auto back = paramValuesFromJson(nlohmann::json::parse(toJson(v).dump()));
        QVERIFY(back.has_value());
        QVERIFY(*back == v);  // a real 1.0 comes back as a real
    }

    void numbersOverTheWholeOnesStayPositive() {
        const auto v = paramValuesFromJson(nlohmann::json::parse(R"({"seed": 18446744073709551615})"));
        QVERIFY(v.has_value());
        QVERIFY(std::get<double>(v->at("seed")) > 1.8e19);
    }

    void refusesWhatIsNoParameter_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("named");
        QTest::newRow("array") << "[1]" << "array";
        QTest::newRow("number") << "1" << "number";
        QTest::newRow("null") << "null" << "null";
        QTest::newRow("null inside") << R"({"seed": null})" << "seed";
        QTest::newRow("object inside") << R"({"seed": {"a": 1}})" << "seed";
        QTest::newRow("list of texts") << R"({"taps": [1, "2"]})" << "taps";
        QTest::newRow("list of lists") << R"({"taps": [[1]]})" << "taps";
    }
    void refusesWhatIsNoParameter() {
        QFETCH(QString, json);
        QFETCH(QString, named);
        const auto v = paramValuesFromJson(nlohmann::json::parse(json.toStdString()));
        QVERIFY(!v.has_value());
        QVERIFY(v.error().code == ErrorCode::Usage);
        QVERIFY2(v.error().message().find(named.toStdString()) != std::string::npos, v.error().message().c_str());
    }
};

VELATURA_TEST(ParamValuesTest)
#include "param_values_test.moc"
