// LastBatch: the batch that was begun last, in a file of the state folder, so that it can go on after a restart or a
// kill. Written when a batch begins, removed when nothing is left of it. The functions block: on a worker only.
#pragma once

#include <QtCore/QDateTime>
#include <filesystem>
#include <optional>

#include "ui/batch/batch_order.h"

namespace velatura {

struct LastBatch {
    BatchOrder order;
    int planned = 0;  ///< pictures
    QDateTime begun;
    int done = 0;  ///< by the journal; found out when it is read
};

std::filesystem::path lastBatchFile();
Status rememberBatch(const LastBatch& batch);
void forgetBatch();
/// Nothing where there is none, it is complete, or its journal is gone.
std::optional<LastBatch> unfinishedBatch();

}  // namespace velatura
