# LibTorch as a SYSTEM target, without the global compiler flags that its own config sets.
find_package(Torch REQUIRED)
add_library(velatura_torch INTERFACE)
target_include_directories(velatura_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(velatura_torch INTERFACE ${TORCH_LIBRARIES})
separate_arguments(velatura_torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(velatura_torch INTERFACE ${velatura_torch_flags})
