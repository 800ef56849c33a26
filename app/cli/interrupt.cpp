#include "app/cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>

#include "app/cli/exit_status.h"

namespace velatura::cli {

namespace {

std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing that locks");

extern "C" void onSignal(int) {
    if (asked.exchange(true)) ::_exit(kExitInterrupted);
}

}  // namespace

void catchInterrupts() {
    struct sigaction action {};
    action.sa_handler = onSignal;
    // Calls that wait for the disk go on instead of failing with EINTR: what is being saved is saved.
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    // A full file size limit is an error of the write (EFBIG), not the end of the program.
    ::signal(SIGXFSZ, SIG_IGN);
}

bool interrupted() {
    return asked.load();
}

}  // namespace velatura::cli
