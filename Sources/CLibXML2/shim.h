// The parts of libxml2 that Sluice uses: the HTML and XML parsers and the tree.
#pragma once
// Where libxml2 is built with ICU, its header of encodings would bring the system's ICU along, whose types differ from
// those of Foundation's own ICU: a file that sees both modules does not compile. Only the last two pointers of a struct
// depend on it, and Sluice never touches that struct.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
