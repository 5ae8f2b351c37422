import Corpus
import Storage
import Testing

@testable import Readers

@Suite struct SQLDumpReaderTests {
  static let mySQL = #"""
    /*M!999999\- enable the sandbox mode */
    -- MariaDB dump 10.19; INSERT INTO `docs` VALUES (90,'not a row');
    /*!40101 SET NAMES utf8mb4 */;
    # INSERT INTO `docs` VALUES (91,'nor this');
    CREATE TABLE `docs` (
      `id` int(11) NOT NULL COMMENT 'a; comment, (with) ''quotes''',
      `title` longtext DEFAULT NULL,
      `raw data` longblob,
      `short` varchar(3) GENERATED ALWAYS AS (left(`title`,3)) VIRTUAL,
      PRIMARY KEY (`id`),
      KEY `k` (`title`(10))
    ) ENGINE=InnoDB COMMENT='table; (of) ''documents''';
    LOCK TABLES `docs` WRITE;
    INSERT INTO `docs` VALUES (1,'it\'s ''so''; \"x\"\\',_binary '\0\Z%\%'),
    (2,NULL,0x00FF),(3,'a),(b;\n-- no comment /* none */',X'4142');
    INSERT IGNORE INTO `docs` (`title`,`id`) VALUES ('列',4) ON DUPLICATE KEY UPDATE id = 5;
    REPLACE INTO docs VALUE (5,"double ""quoted""",b'0100000101000010');
    INSERT INTO `docs` SELECT * FROM other;
    DELIMITER ;;
    /*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON docs FOR EACH ROW BEGIN
    INSERT INTO docs VALUES (92,'in a trigger','');
    END */;;
    DELIMITER ;
    INSERT INTO `other` VALUES (1,'x',-1.5e3);
    UNLOCK TABLES;

    """#

  static let postgreSQL = #"""
    -- PostgreSQL database dump
    \restrict abc
    SET client_encoding = 'UTF8';
    SET standard_conforming_strings = on;
    CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $body$ SELECT 'INSERT INTO docs VALUES (90);'; $body$;
    CREATE FUNCTION g() RETURNS void LANGUAGE sql BEGIN ATOMIC
     INSERT INTO docs VALUES (91, CASE WHEN true THEN 'x' END, NULL, true);
    END;
    CREATE TABLE public.docs (
        id bigint NOT NULL,
        title text DEFAULT 'a,b'::text,
        "raw data" bytea,
        ok boolean,
        CONSTRAINT positive CHECK ((id > 0))
    );
    COMMENT ON TABLE public.docs IS 'it''s; a \ comment';
    COPY public.docs (id, title, "raw data", ok) FROM stdin;
    1	tab\there\\ and\nline	\\x00ff	t
    2	\N	\N	f
    3	INSERT INTO docs VALUES (92);	\\x	\N
    4	\\.	\N	\N
    \.

    INSERT INTO public.docs VALUES (5, 'back\slash ''q''', '\x4142', true), (6, E'es\'c\x41\u00e9', NULL, false);
    INSERT INTO public.docs OVERRIDING SYSTEM VALUE VALUES (7, $q$it's; $$ here$q$, NULL, DEFAULT);
    INSERT INTO "odd sch"."na""me; x" VALUES (1, ARRAY['a,b',NULL], '{"k": 1}'::jsonb);

    """#

  static let sqlite = #"""
    PRAGMA foreign_keys=OFF;
    BEGIN TRANSACTION;
    CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, "raw data" BLOB, key);
    INSERT INTO docs VALUES(1,'it''s \n','',NULL);
    INSERT INTO docs VALUES(2,replace(replace('one\ntwo\r','\r',char(13)),'\n',char(10)),X'00ff',9e999);
    INSERT INTO docs VALUES(3,unistr('tab\u0009 \\ \U0001F600'),NULL,CAST(X'6869' AS TEXT));
    CREATE TRIGGER t AFTER INSERT ON docs BEGIN INSERT INTO docs VALUES(90,'a','',1); END;
    INSERT OR IGNORE INTO "docs" VALUES(4,'raw
    line -- with
    INSERT INTO docs VALUES(91,1,1,1);',NULL,1);
    COMMIT;

    """#

  private func reading(_ text: String, _ kind: ReaderConfiguration.Kind = .sql, step: Int = .max) throws -> TableReading
  {
    try TableReading(Array(text.utf8), ReaderConfiguration(kind: kind), step: step)
  }

  @Test(arguments: [Int.max, 1, 5])
  func mySQLRows(step: Int) throws {
    let reading = try reading(Self.mySQL, step: step)
    #expect(
      reading.rows == [
        ["1", "it's 'so'; \"x\"\\", "\0\u{1a}%\\%"], ["2", nil, "\0\u{fffd}"],
        ["3", "a),(b;\n-- no comment /* none */", "AB"], ["列", "4"], ["5", "double \"quoted\"", "AB"],
        ["1", "x", "-1.5e3"],
      ])
    #expect(reading.columns[0] == ["id", "title", "raw data"])
    #expect(reading.columns[3] == ["title", "id"])
    #expect(reading.columns[5] == ["column1", "column2", "column3"])
    #expect(reading.kinds[0] == [.number, .text, .binary])
    #expect(reading.tables == ["docs", "docs", "docs", "docs", "docs", "other"])
    #expect(reading.quarantined.isEmpty)
  }

  @Test(arguments: [Int.max, 1, 5])
  func postgreSQLRows(step: Int) throws {
    let reading = try reading(Self.postgreSQL, step: step)
    #expect(
      reading.rows.prefix(7) == [
        ["1", "tab\there\\ and\nline", "\0\u{fffd}", "true"], ["2", nil, nil, "false"],
        ["3", "INSERT INTO docs VALUES (92);", "", nil], ["4", "\\.", nil, nil],
        ["5", "back\\slash 'q'", "AB", "true"], ["6", "es'cAé", nil, "false"], ["7", "it's; $$ here", nil, nil],
      ])
    #expect(reading.rows[7] == ["1", "ARRAY['a,b',NULL]", "{\"k\": 1}"])
    #expect(reading.tables[7] == "na\"me; x")
    #expect(reading.kinds[0] == [.number, .text, .binary, .boolean])
    #expect(reading.columns[4] == ["id", "title", "raw data", "ok"])
    #expect(reading.quarantined.isEmpty)
    #expect(Set(reading.skipped).isSuperset(of: ["sql-copy", "sql-copy-end", "sql-command", "sql-create-table"]))
  }

  @Test(arguments: [Int.max, 1, 5])
  func sqliteRows(step: Int) throws {
    let reading = try reading(Self.sqlite, step: step)
    #expect(
      reading.rows == [
        ["1", "it's \\n", "", nil], ["2", "one\ntwo\r", "\0\u{fffd}", "9e999"], ["3", "tab\t \\ 😀", nil, "hi"],
        ["4", "raw\nline -- with\nINSERT INTO docs VALUES(91,1,1,1);", nil, "1"],
      ])
    #expect(reading.columns[0] == ["id", "title", "raw data", "key"])
    #expect(reading.quarantined.isEmpty)
  }

  @Test func stringsThatAreNotStandard() throws {
    let off = "SET standard_conforming_strings = off;\nINSERT INTO t VALUES ('a\\'b\\n', 'c');\n"
    #expect(try reading(off, .postgreSQL).rows == [["a'b\n", "c"]])
    let ansi =
      "/*!40101 SET SQL_MODE='ANSI' */;\nCREATE TABLE \"t\" (\"a\\\" int);\nINSERT INTO \"t\" VALUES ('x\\'y');\n"
    #expect(try reading(ansi, .mySQL).rows == [["x'y"]])
    let plain = "SET sql_mode='NO_BACKSLASH_ESCAPES';\nINSERT INTO t VALUES ('a\\','b');\n"
    #expect(try reading(plain, .mySQL).rows == [["a\\", "b"]])
  }

  /// `SET NAMES binary` leaves every column in its own character set: `é` in Latin-1, `中` in GBK, `é` in UTF-8.
  /// The head of a dump says whose it is, whatever the lines of its texts begin with.
  @Test func textsDoNotDecideWhoseDumpItIs() {
    let dump =
      "PRAGMA foreign_keys=OFF;\nINSERT INTO t VALUES('\nINSERT INTO `t` VALUES\nDELIMITER ;;\n/*!40101 x */\n');\n"
    #expect(SQLDialect.detect(Array(dump.utf8)) == .sqlite)
    #expect(SQLDialect.detect(Array("COPY public.t (a) FROM stdin;\n1\n\\.\n".utf8)) == .postgreSQL)
  }

  /// Around every trigger a dump sets `sql_mode` and sets it back from a variable.
  @Test func modesOfTriggersEndWithThem() throws {
    let reading = try reading(
      #"""
      /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
      INSERT INTO `a` VALUES (1,'it\'s');
      /*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
      /*!50003 SET sql_mode              = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES' */ ;
      DELIMITER ;;
      CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.x = '\';;
      DELIMITER ;
      /*!50003 SET sql_mode              = @saved_sql_mode */ ;
      INSERT INTO `a` VALUES (2,'it\'s "so"\n'),(3,"x");

      """#, .mySQL)
    #expect(reading.rows == [["1", "it's"], ["2", "it's \"so\"\n"], ["3", "x"]])
  }

  /// A quote that is not escaped ends its string; what follows is no expression, and costs its row alone.
  @Test func junkBehindStringsIsNoExpression() throws {
    let reading = try reading(
      "CREATE TABLE t (a int, b text);\nINSERT INTO t VALUES (1,'it's one');\nINSERT INTO t VALUES (2,'two');\n"
        + "INSERT INTO t VALUES (3,'a' || 'b');\n", .sqliteDump)
    #expect(reading.rows.map { $0[0] } == ["2", "3"])
    #expect(reading.quarantined.map(\.reason) == ["sql-syntax"])
  }

  @Test func keywordsAreWrittenInAnyCase() throws {
    let dump = #"""
      insert into notes (id, text) values (1, 'it\'s one');
      insert into notes (id, text) values (2, oops;
      insert into notes (id, text) values (3, Now());

      """#
    #expect(SQLDialect.detect(Array(dump.utf8)) == .mySQL)
    let reading = try reading(dump)
    #expect(reading.rows == [["1", "it's one"], ["3", "Now()"]])
    #expect(reading.quarantined.count == 1)
  }

  /// SQLite writes the names of full-text tables in single quotes.
  @Test func namesInSingleQuotes() throws {
    let reading = try reading(
      "CREATE TABLE IF NOT EXISTS 'my notes'('id' INTEGER PRIMARY KEY, 'text' TEXT);\nINSERT INTO 'my notes' VALUES(1,'x');\n",
      .sqliteDump)
    #expect(reading.columns == [["id", "text"]])
    #expect(reading.tables == ["my notes"])
  }

  @Test func schemasOfUseAndSearchPath() throws {
    var configuration = ReaderConfiguration(kind: .mySQL)
    configuration.table = TableMapping(table: "blog.t", textTemplate: "{a}")
    let tables = "CREATE TABLE `t` (\n `a` text\n);\nINSERT INTO `t` VALUES ('"
    let mySQL = "USE `shop`;\n\(tables)no');\nUSE `blog`;\n\(tables)yes');\n"
    #expect(try read(Array(mySQL.utf8), with: configuration).texts == ["yes"])
    configuration.kind = .postgreSQL
    let old =
      "SET search_path = shop, pg_catalog;\n\(tables)no');\nSET search_path = blog, pg_catalog;\n\(tables)yes');\n"
    #expect(try read(Array(old.replacing("`", with: "").utf8), with: configuration).texts == ["yes"])
  }

  @Test func inheritedColumnsStandFirst() throws {
    let reading = try reading(
      "CREATE TABLE public.base (\n id integer,\n text text\n);\nCREATE TABLE public.kid (\n extra text\n)\nINHERITS (public.base);\n"
        + "INSERT INTO public.kid VALUES (1, 'a', 'b');\n", .postgreSQL)
    #expect(reading.columns == [["id", "text", "extra"]])
  }

  /// The head of an INSERT that comes again after a COPY of another table is that of its own table.
  @Test func insertsBehindACopy() throws {
    let reading = try reading(
      "CREATE TABLE a (id int, text text);\nCREATE TABLE b (text text, id int);\nINSERT INTO a VALUES (1,'x');\n"
        + "COPY b (text, id) FROM stdin;\ny\t2\n\\.\nINSERT INTO a VALUES (3,'z');\n", .postgreSQL)
    #expect(reading.columns == [["id", "text"], ["text", "id"], ["id", "text"]])
  }

  @Test func otherFormsOfCopyAreNamed() throws {
    let reading = try reading(
      "COPY a WITH OIDS FROM stdin;\n1\tx\n\\.\nCOPY a (b) FROM stdin WITH (FORMAT csv);\ny\n\\.\nCOPY a (b) FROM stdin;\nz\n\\.\n",
      .postgreSQL)
    #expect(reading.rows == [["z"]])
    #expect(reading.quarantined.map(\.reason) == ["sql-syntax", "sql-syntax"])
  }

  /// A dump of data alone says nothing of types: bytes stay as they are written, unless the caller names the types.
  @Test func dumpsOfDataAloneHaveNoTypes() throws {
    let dump = Array("COPY public.docs (raw, ok) FROM stdin;\n\\\\x4142\tt\n\\.\n".utf8)
    var configuration = ReaderConfiguration(kind: .postgreSQL)
    #expect(try TableReading(dump, configuration).rows == [["\\x4142", "t"]])
    configuration.sql.columnTypes = ["raw": "bytea", "ok": "boolean"]
    #expect(try TableReading(dump, configuration).rows == [["AB", "true"]])
  }

  @Test func recordsOfOneTable() throws {
    var configuration = ReaderConfiguration(kind: .sql)
    configuration.table = TableMapping(
      table: "docs", textTemplate: "{title}", idColumn: "id", filter: "title is not null and id < 5")
    let reading = try read(Array(Self.mySQL.utf8), with: configuration)
    #expect(reading.records.map { $0.metadata["id"] } == ["1", "3", "4"])
    #expect(reading.kinds.contains("sql-other-table"))
    configuration.table.textTemplate = "{titel}"
    #expect(throws: ReaderError.self) { try read(Array(Self.mySQL.utf8), with: configuration) }
    configuration.table = TableMapping(table: "public.docs", textColumns: ["title"])
    #expect(try read(Array(Self.postgreSQL.utf8), with: configuration).records.count == 7)
    configuration.table = TableMapping(textColumns: ["title"])
    #expect(try read(Array(Self.sqlite.utf8), with: configuration).records.count == 4)
  }

  @Test func damagedRowsCostThemselves() throws {
    let dump = """
      INSERT INTO t (a,b) VALUES (1,'fine');
      INSERT INTO t (a,b) VALUES (2,'open);
      INSERT INTO t (a,b) VALUES (3,'fine');
      INSERT INTO t (a,b) VALUES (4,),(5,'x');
      INSERT INTO t (a,b) VALUES (6);
      INSERT INTO t (a,b) VALUES (7,'fine'),(8,'fine')
      INSERT INTO t (a,b) VALUES (9,'fine');

      """
    for step in [Int.max, 3] {
      let reading = try reading(dump, .sqliteDump, step: step)
      #expect(reading.rows.map { $0[0] } == ["1", "3", "7", "8", "9"])
      #expect(reading.quarantined.map(\.reason).filter { $0 == "ragged-row" }.count == 1)
      #expect(reading.quarantined[0].reason == "sql-syntax")
    }
  }

  @Test func cellsAndRowsBeyondTheLimitAreNotKept() throws {
    var configuration = ReaderConfiguration(kind: .mySQL)
    configuration.sql.maximumRowByteCount = 100
    let long = String(repeating: "x", count: 100_000)
    let dump = "INSERT INTO t VALUES (1,'a'),(2,'\(long)'),(3,'b');\nINSERT INTO t VALUES (4,'\(long)"
    for step in [Int.max, 1000] {
      let reading = try TableReading(Array(dump.utf8), configuration, step: step)
      #expect(reading.rows.map { $0[0] } == ["1", "3"])
      #expect(reading.quarantined.map(\.reason) == ["record-too-large", "truncated"])
    }
    let many = "INSERT INTO t VALUES (" + String(repeating: "1,", count: 100_000) + "1),(2);\n"
    #expect(try TableReading(Array(many.utf8), configuration).rows.count == 1)
  }

  @Test func nestingAndNoise() throws {
    let deep =
      "INSERT INTO t VALUES (" + String(repeating: "replace(", count: 100_000) + "\nINSERT INTO t VALUES (1);\n"
    #expect(try reading(deep, .sqliteDump).rows == [["1"]])
    let parentheses = "INSERT INTO t VALUES (" + String(repeating: "(", count: 100_000)
    #expect(try reading(parentheses, .mySQL).quarantined.count == 1)
    let introducers =
      "INSERT INTO t VALUES (" + String(repeating: "_a ", count: 500_000) + "'x');\nINSERT INTO t VALUES (_utf8 'y');\n"
    let introduced = try reading(introducers, .mySQL)
    #expect(introduced.rows == [["y"]])
    #expect(introduced.quarantined.count == 1)
    let noise = "\0\u{1}(((;;;'x'\";\"/* open\nINSERT INTO t VALUES (1);\n"
    for kind in [ReaderConfiguration.Kind.mySQL, .postgreSQL, .sqliteDump] {
      _ = try reading(noise, kind)
      _ = try reading(Self.mySQL + Self.postgreSQL + Self.sqlite, kind)
      _ = try reading(String(repeating: "/*", count: 10_000), kind)
      _ = try reading(String(repeating: "$a", count: 10_000), kind)
    }
  }

  @Test(arguments: [
    ("aaabaaab", "aab", "-", "a-a-"), ("aaaaa", "aa", "b", "bba"), ("ababac", "abac", "", "ab"),
    ("ab", "abc", "-", "ab"),
    ("abc", "", "-", "abc"), ("abc", "abc", "", ""), ("xaax", "a", "aa", "xaaaax"),
  ])
  func replacementsGoFromLeftToRight(_ text: String, _ pattern: String, _ replacement: String, _ result: String) throws
  {
    let dump = "INSERT INTO t VALUES (replace('\(text)','\(pattern)','\(replacement)'));\n"
    #expect(try reading(dump, .sqliteDump).rows == [[result]])
  }

  @Test func aReplacementThatAlmostMatchesEverywhereComesToAnEnd() throws {
    let text = String(repeating: "a", count: 1_000_000)
    let pattern = String(repeating: "a", count: 500_000) + "b"
    let dump = "INSERT INTO t VALUES (replace('\(text)','\(pattern)','x'));\n"
    #expect(try reading(dump, .sqliteDump).rows == [[text]])
  }

  @Test(arguments: [
    (mySQL, SQLDialect.mySQL), (postgreSQL, .postgreSQL), (sqlite, .sqlite), ("INSERT INTO t VALUES (1);", .sqlite),
  ])
  func dialectsAreDetected(_ dump: String, _ dialect: SQLDialect) {
    #expect(SQLDialect.detect(Array(dump.utf8)) == dialect)
    #expect(SQLDialect.detect(Array("no SQL at all".utf8)) == nil)
  }

  @Test(arguments: [
    (mySQL, ReaderConfiguration.Kind.mySQL), (postgreSQL, .postgreSQL), (sqlite, .sqliteDump),
  ])
  func everyCut(_ dump: String, _ kind: ReaderConfiguration.Kind) throws {
    var configuration = ReaderConfiguration(kind: kind)
    configuration.table = TableMapping(table: "docs", textColumns: ["title"])
    try checkEveryCut(of: Array(dump.utf8), with: configuration)
  }
}
