// Extraction: records to document text.
//
// The way of a page: bytes → encoding (`Encodings/`) → UTF-8 → parser events (`HTML/`) → segments, which are runs of
// text between block boundaries with what is known of their place (`PageStructure`) → the segments that are main
// content (`MainContent/`) → text (`Renderer`). Nothing keeps a tree of the page.
