# Writes generated/velatura_version.h with version and commit. Rewritten only when it changes, so that nothing rebuilds
# without need; a source package without git says "release".
find_package(Git QUIET)
set(VELATURA_COMMIT "release")
if(GIT_FOUND AND EXISTS ${CMAKE_SOURCE_DIR}/.git)
  execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --dirty --abbrev=10
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE VELATURA_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/velatura_version.h.in ${CMAKE_BINARY_DIR}/generated/velatura_version.h @ONLY)
