import Testing

@testable import Readers

@Suite struct FormatDetectionTests {
  @Test(arguments: [
    ("WARC/1.0\r\n", "x.bin", ReaderConfiguration.Kind.warc), ("", "crawl.warc.gz", .warc),
    ("{\"text\": 1}\n", "x", .jsonLines), ("  {\"text\": \"a long line with no end", "x.txt", .jsonLines),
    ("{ not json\n", "x", .text), ("<!DOCTYPE html><p>", "x", .html), ("<p>", "x.html.zst", .html),
    ("\u{feff}<html>", "", .html),
    ("-- MySQL dump 10\nCREATE TABLE `a` (\n", "x", .mySQL),
    ("\\restrict x\nSET client_encoding = 'UTF8';\n", "y", .postgreSQL),
    ("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "x.sql", .sqliteDump), ("-- nothing\n", "x.sql.gz", .sql),
    ("a,b\n1,2\n3,4\n", "x", .csv), ("a\tb\n", "x.tsv", .csv), ("Prose, with a comma.\nAnd none here.\n", "x", .text),
    ("a,b\n1,2\n3,4\n", "x.txt", .text), ("1\ttwo\n3\tfour\n5\tsix\n", "x", .csv),
    ("id;标题\n一;二\n三;四\n", "x", .csv), ("a,b\n1,2\n", "x", .text),
    ("Dear Ann,\nwell then,\nBob\n", "x", .text), ("To be, or not\nto sleep, to dream\nand so, on\n", "x", .text),
    ("Roses are red,violets are blue.\nSugar is sweet,and so are you.\nHoney is,too.\n", "x", .text), ("", "", .text),
    ("<mediawiki xmlns=\"x\">", "x.xml", .mediaWiki),
    ("\u{feff}<?xml version='1.0'?>\n<mediawiki>", "x.html", .mediaWiki),
    ("  <page>\n    <title>A</title>", "part", .mediaWiki), ("<?xml version='1.0'?><feed>", "x.xml", .text),
  ])
  func kinds(_ content: String, _ name: String, _ expected: ReaderConfiguration.Kind) {
    let found = Array(content.utf8).withUnsafeBufferPointer { FormatDetection.detect(firstBytes: $0, name: name) }
    #expect(found == expected)
  }
}
