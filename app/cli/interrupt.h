// Ctrl-C and SIGTERM: the first asks the running command to end with the best it has, the second ends the program at
// once. Installed once by main; read from any thread.
#pragma once

namespace velatura::cli {

void catchInterrupts();
/// Somebody has asked the program to end.
bool interrupted();

}  // namespace velatura::cli
