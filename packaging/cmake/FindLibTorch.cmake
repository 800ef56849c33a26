# LibTorch as a SYSTEM target, without the global compiler flags that its own config sets. 1.13 to 2.x; a wheel's LibTorch
# is found with -DCMAKE_PREFIX_PATH="$(python3 -c 'import torch; print(torch.utils.cmake_prefix_path)')".
set(velatura_flags_before "${CMAKE_CXX_FLAGS}")
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)  # the tests, in another folder, link them too
find_package(Torch 1.13 REQUIRED)
set(CMAKE_CXX_FLAGS "${velatura_flags_before}")
add_library(velatura_torch INTERFACE)
target_include_directories(velatura_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(velatura_torch INTERFACE ${TORCH_LIBRARIES})
separate_arguments(velatura_torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
# Wheels before 2.6 have the old std::string, and strings cross the border to the work library: then all of us has it.
if("-D_GLIBCXX_USE_CXX11_ABI=0" IN_LIST velatura_torch_flags)
  if(NOT VELATURA_HEADER_ONLY OR VELATURA_PICTURES)
    message(FATAL_ERROR "This LibTorch has the old C++ ABI, which the picture libraries of the system do not have: "
      "take a LibTorch with the C++11 ABI, or the preset 'server'.")
  endif()
  target_compile_definitions(velatura_options INTERFACE _GLIBCXX_USE_CXX11_ABI=0)
endif()
target_compile_options(velatura_torch INTERFACE $<$<COMPILE_LANGUAGE:CXX>:${velatura_torch_flags}>)

# The libraries that LibTorch itself is linked to: Debian's are the system's, a wheel's are its own, and two of a kind must
# not meet in one process.
set(velatura_torch_libraries "")
foreach(property IMPORTED_LOCATION IMPORTED_LOCATION_NONE IMPORTED_LOCATION_RELEASE IMPORTED_LOCATION_RELWITHDEBINFO)
  get_target_property(location torch_cpu ${property})
  if(location AND NOT velatura_torch_libraries)
    file(STRINGS "${location}" velatura_torch_libraries REGEX "^lib(dnnl|gomp)\\.so" LIMIT_COUNT 2)
  endif()
endforeach()

# at::parallel_for runs on several threads only in files that are compiled with OpenMP.
set(velatura_openmp_flags "")
if(velatura_torch_libraries MATCHES "libgomp")
  find_package(OpenMP REQUIRED COMPONENTS CXX)
  target_link_libraries(velatura_torch INTERFACE ${OpenMP_CXX_LIBRARIES})
  set(velatura_openmp_flags "${OpenMP_CXX_FLAGS}")
else()
  message(STATUS "LibTorch has an OpenMP of its own: loops of our own run on one thread")
endif()

# Winograd's convolutions, which LibTorch does not ask oneDNN for. Without it LibTorch's convolutions are taken.
find_path(VELATURA_ONEDNN_INCLUDE dnnl.hpp)
find_library(VELATURA_ONEDNN_LIBRARY dnnl)
set(velatura_onednn_version "")
if(velatura_torch_libraries MATCHES "libdnnl" AND VELATURA_ONEDNN_INCLUDE AND VELATURA_ONEDNN_LIBRARY)
  file(GLOB velatura_onednn_headers "${VELATURA_ONEDNN_INCLUDE}/dnnl_version.h" "${VELATURA_ONEDNN_INCLUDE}/oneapi/dnnl/dnnl_version.h")
  foreach(header ${velatura_onednn_headers})
    file(STRINGS ${header} line REGEX "define DNNL_VERSION_MAJOR +[0-9]+")
    if(line)
      string(REGEX REPLACE ".* ([0-9]+)$" "\\1" velatura_onednn_version "${line}")
    endif()
  endforeach()
endif()
if(velatura_onednn_version STREQUAL "2")
  target_include_directories(velatura_torch SYSTEM INTERFACE ${VELATURA_ONEDNN_INCLUDE})
  target_link_libraries(velatura_torch INTERFACE ${VELATURA_ONEDNN_LIBRARY})
  set(velatura_has_onednn ON)
  message(STATUS "oneDNN: ${VELATURA_ONEDNN_LIBRARY}")
else()
  message(STATUS "LibTorch's oneDNN 2 was not found: convolutions are LibTorch's")
endif()
