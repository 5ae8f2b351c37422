// SIMD kernels with run-time dispatch; each has a scalar twin in Swift that the tests compare it with.
#pragma once
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__linux__)
#define SLUICE_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define SLUICE_CLONES
#endif
