# Where things go on `cmake --install`, and the .deb that CPack makes of it.
