// What a curve is called in the person's language (context "scalars"; translations/ lists the names that engines and
// trainers use). Window thread.
#pragma once

#include <QtCore/QString>
#include <string>

namespace velatura {

QString scalarLabel(const std::string& name);

}  // namespace velatura
