#include "dynamic.h"
#include <dlfcn.h>

void *sluice_dynamic_open(const char *const *names) {
  for (; *names; names++) {
    void *library = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
}

void *sluice_dynamic_symbol(void *library, const char *name) { return dlsym(library, name); }
