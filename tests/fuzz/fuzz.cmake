# Fuzzers, one an entry: cmake -DVELATURA_FUZZ=ON -DVELATURA_SANITIZE=address,undefined -DVELATURA_GUI=OFF
# -DVELATURA_WORK=OFF with CXX=clang++. The core is then built with coverage, so that libFuzzer sees what it reaches.
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "VELATURA_FUZZ needs clang: configure with CXX=clang++.")
endif()
set(entries probe profile metadata png jpeg webp tiff bmp ppm gif avif heic jxl)
foreach(entry ${entries})
  add_executable(fuzz_${entry} fuzz/fuzzer.cpp fuzz/entries.cpp)
  target_link_libraries(fuzz_${entry} PRIVATE velatura)
  target_compile_definitions(fuzz_${entry} PRIVATE VELATURA_FUZZ_ENTRY="${entry}")
  target_link_options(fuzz_${entry} PRIVATE -fsanitize=fuzzer)
endforeach()
