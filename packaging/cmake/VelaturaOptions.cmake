# Compiler settings that every target shares: language, warnings, sanitizers, ccache, where built things lie.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET default)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# Programs and libraries lie side by side, as they are looked for: beside the executable first.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib/velatura;$ORIGIN")

find_program(VELATURA_CCACHE ccache)
if(VELATURA_CCACHE)
  # Without the sloppiness a precompiled header defeats the cache (measured: 62-87 s instead of 6.5 s).
  set(velatura_launcher ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${VELATURA_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${velatura_launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${velatura_launcher})
endif()

add_library(velatura_options INTERFACE)
target_compile_options(velatura_options INTERFACE -Wall -Wextra -Wno-missing-field-initializers
  # False alarms of g++ 12 inside std::string (GCC bugs 105651, 105562).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>)
if(VELATURA_WERROR)
  target_compile_options(velatura_options INTERFACE -Werror)
endif()
if(VELATURA_CCACHE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(velatura_options INTERFACE -fpch-preprocess)
endif()
if(VELATURA_SANITIZE)
  add_compile_options(-fsanitize=${VELATURA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${VELATURA_SANITIZE})
endif()
if(VELATURA_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # clang; the targets of tests/fuzz see into the libraries
endif()
target_include_directories(velatura_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
