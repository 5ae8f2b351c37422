// MediaWiki's own tables, as mysqldump writes them: text in columns of bytes.

import Corpus
import Storage
import Testing

@testable import Readers

@Suite struct MediaWikiTableTests {
  private static let dump = #"""
    -- MySQL dump 10.19  Distrib 10.5.8-MariaDB
    /*!40101 SET NAMES utf8mb4 */;
    CREATE TABLE `page` (
      `page_id` int(8) unsigned NOT NULL AUTO_INCREMENT,
      `page_namespace` int(11) NOT NULL DEFAULT 0,
      `page_title` varbinary(255) NOT NULL DEFAULT '',
      `page_is_redirect` tinyint(1) unsigned NOT NULL DEFAULT 0,
      PRIMARY KEY (`page_id`)
    ) ENGINE=InnoDB DEFAULT CHARSET=binary;
    INSERT INTO `page` VALUES (1,0,'Fluss_Ölde',0),(2,1,'Gerede',0),(3,0,'Öl',1);
    CREATE TABLE `text` (
      `old_id` int(8) unsigned NOT NULL AUTO_INCREMENT,
      `old_text` mediumblob NOT NULL,
      `old_flags` tinyblob NOT NULL,
      PRIMARY KEY (`old_id`)
    ) ENGINE=InnoDB DEFAULT CHARSET=binary;
    INSERT INTO `text` VALUES (7,'Der \'\'\'Ölde\'\'\' ist ein [[Fluss]].\n中文','utf-8'),(8,_binary 'zweiter','utf-8'),
    (9,0x647269747465,'utf-8'),(10,'K��','utf-8,gzip');
    """#

  private func records(_ mapping: TableMapping) throws -> Reading {
    var configuration = ReaderConfiguration(kind: .mySQL)
    configuration.table = mapping
    return try read(Array(Self.dump.utf8), with: configuration)
  }

  @Test func textInColumnsOfBytesIsRead() throws {
    let reading = try records(
      TableMapping(
        table: "text", textTemplate: "{old_text}", wikiColumns: ["old_text"], idColumn: "old_id",
        filter: "old_flags = 'utf-8'"))
    #expect(reading.texts == ["Der '''Ölde''' ist ein [[Fluss]].\n中文", "zweiter", "dritte"])
    #expect(reading.records.allSatisfy { $0.mediaType == "text/x-wiki" && $0.charset == nil })
    #expect(reading.records.map { $0.metadata["id"] } == ["7", "8", "9"])
    #expect(reading.kinds.filter { $0 == "row-filtered" }.count == 1)
  }

  @Test func titlesInColumnsOfBytesAreRead() throws {
    let reading = try records(
      TableMapping(
        table: "page", textTemplate: "{page_title}", metadataColumns: ["page_title"],
        filter: "page_namespace = 0 and page_is_redirect = 0 and page_title != 'Gerede'"))
    #expect(reading.texts == ["Fluss_Ölde"])
    #expect(reading.records.first?.metadata == ["page_title": "Fluss_Ölde"])
    #expect(reading.records.first?.mediaType == "text/plain")
  }

  @Test func aTextIsNotOfTwoKinds() throws {
    #expect(throws: ReaderError.self) {
      try records(
        TableMapping(
          table: "text", textTemplate: "{old_text}{old_flags}", htmlColumns: ["old_flags"], wikiColumns: ["old_text"]))
    }
  }
}
