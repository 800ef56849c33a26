// How many threads are worth starting. Any thread.
#pragma once

namespace velatura {

/// Cores of this process, at least 1: the affinity mask, lowered by a container's quota.
int grantedCores();

}  // namespace velatura
