// BatchOrder: everything that a person has chosen for a batch, as a value: the undo steps replace its inputs, the
// settings and the unfinished batch keep it as JSON, and makeRequest() turns it into what the core plans. Any thread.
#pragma once

#include <QtCore/QStringList>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/batch/batch_plan.h"

namespace velatura {

struct BatchStylePick {
    QString path;
    double weight = 1.0;  ///< where all are mixed
    StyleLevels levels = StyleLevels::All;  ///< the same
    bool operator==(const BatchStylePick&) const = default;
};

/// What the left panel holds, and the name and place of the results.
struct BatchInputs {
    QStringList photos;  ///< files and folders
    std::vector<BatchStylePick> styles;
    std::vector<KeptColor> keptColors = {};  ///< in every photo
    bool mixed = false;  ///< all styles as one look; else each alone
    QString folder;      ///< of the results; empty: resultFolder() finds one
    QString name;        ///< template; empty: what varies
    bool operator==(const BatchInputs&) const = default;
};

struct BatchOrder {
    BatchInputs inputs;
    std::string engine;
    ParamValues params;  ///< of the engine
    ParamValues output;  ///< of batchOutputSchema()
    /// Photos, and styles where the engine's networks have none in them.
    bool ready() const;
};

/// The chosen folder, else one beside the first photo or folder: `painted` with %1 for a folder's name. Touches no disk
/// but to ask what the first is.
QString resultFolder(const BatchInputs& inputs, const QString& painted);

/// The folder of `order` must be set.
Result<BatchRequest> makeRequest(const BatchOrder& order);

nlohmann::json toJson(const BatchOrder& order);
/// Error where it is not one; parameters are checked by who uses them.
Result<BatchOrder> batchOrderFromJson(const nlohmann::json& json);

}  // namespace velatura
