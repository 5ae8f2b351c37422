// How reports look.

import Storage

/// The style sheet of all reports, light and dark.
enum PageStyle {
  static let sheet = """
    :root{color-scheme:light dark;--page:#fbfbf9;--card:#fff;--ink:#1c1f23;--soft:#5f6670;--line:#dfe2e6;--grid:#e9ebee;\
    --s0:#2f6fb7;--s1:#d2691e;--s2:#2a8c74;--s3:#8a56b8;--s4:#b0892a;--s5:#c0455e;--good:#2a7d4f;--bad:#b3372f}
    @media(prefers-color-scheme:dark){:root{--page:#14171b;--card:#1b1f24;--ink:#e7e9ec;--soft:#9aa3ad;--line:#30363d;\
    --grid:#272c33;--s0:#6ea8e8;--s1:#f0934e;--s2:#5cc2a6;--s3:#bb8fe2;--s4:#dcb759;--s5:#ec7f94;--good:#6cc492;\
    --bad:#ef8a80}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,\
    "Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums}
    main{max-width:1040px;margin:0 auto;padding:40px 24px 80px}
    h1{font-size:28px;line-height:1.2;margin:0 0 8px;letter-spacing:-.01em}
    h2{font-size:19px;margin:48px 0 4px}
    .lead{color:var(--soft);margin:0 0 16px;max-width:74ch}
    .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:16px;margin:24px 0}
    .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 18px}
    .card h3{margin:0 0 10px;font-size:15px;overflow-wrap:anywhere}
    .card dl{display:grid;grid-template-columns:1fr auto;gap:3px 12px;margin:0}
    .card dt{color:var(--soft)}
    .card dd{margin:0;text-align:right}
    .big{font-size:26px;font-weight:650;line-height:1.2;margin:0 0 2px}
    .big small{display:block}.card dl{font-size:14px}.big small{font-size:14px;font-weight:400;color:var(--soft)}
    .verdict{border-left:4px solid var(--good);padding:8px 14px;background:var(--card);border-radius:0 8px 8px 0}
    .verdict.bad{border-color:var(--bad)}
    figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 18px}
    svg{display:block;width:100%;height:auto;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
    svg text{fill:var(--ink)}
    svg .soft{fill:var(--soft)}
    svg .grid{stroke:var(--grid)}
    .s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}
    .l0{stroke:var(--s0)}.l1{stroke:var(--s1)}.l2{stroke:var(--s2)}.l3{stroke:var(--s3)}.l4{stroke:var(--s4)}\
    .l5{stroke:var(--s5)}
    .line{fill:none;stroke-width:2;stroke-linejoin:round}
    .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 10px;color:var(--soft);font-size:13px}
    .legend svg{display:inline-block;width:11px;height:11px;margin-inline-end:6px}
    .table{overflow-x:auto;border:1px solid var(--line);border-radius:10px;background:var(--card)}
    table{border-collapse:collapse;width:100%}
    table{font-size:14px}th,td{padding:6px 10px;text-align:start;border-bottom:1px solid var(--line);vertical-align:top}
    tbody tr:last-child td{border-bottom:0}
    th{color:var(--soft);font-weight:500;font-size:13px}
    .figure{text-align:end;white-space:nowrap}
    .quote{display:block;color:var(--soft);overflow-wrap:anywhere}
    .verdict+.verdict{margin-top:8px}
    h2{overflow-wrap:anywhere}
    .segments{margin-top:16px;background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:hidden}
    .segment{border-inline-start:4px solid transparent}
    .segment.kept{border-color:var(--good)}
    .segment>summary{display:grid;grid-template-columns:56px 44px 1fr;gap:0 10px;padding:2px 14px 2px 12px;cursor:pointer;\
    list-style:none;color:var(--soft);font-size:13px}
    .segment>summary::-webkit-details-marker{display:none}
    .segment.kept>summary{color:var(--ink);font-size:15px;padding-block:5px}
    .segment>summary:hover,.segment[open]{background:var(--page)}
    .segment svg{height:6px;margin-top:8px}
    .room{fill:var(--grid)}.bar{fill:var(--soft)}.kept .bar{fill:var(--good)}
    .score{text-align:end;color:var(--soft);font-size:13px}
    .said{overflow-wrap:anywhere;min-width:0}.said.heading{font-weight:650}
    .row{display:block;white-space:pre-wrap;min-height:1em}
    .why{padding:2px 14px 12px 122px;font-size:13px}
    .why ul{list-style:none;margin:4px 0;padding:0;columns:2 240px}
    @media(max-width:640px){.why{padding-inline-start:12px}.segment>summary{grid-template-columns:28px 40px 1fr}}
    .why p{margin:4px 0;color:var(--soft);overflow-wrap:anywhere}
    .why summary{cursor:pointer;color:var(--soft)}
    .keep b{color:var(--good)}.drop b{color:var(--bad)}.neutral{color:var(--soft)}
    a{color:var(--s0)}
    section>*+.table,section>*+figure,figure+.table{margin-top:16px}
    @media print{main{max-width:none}section{break-inside:avoid}}
    """

  /// SHA-256 of the sheet in Base64, as the page's policy names it.
  static let digest: String = {
    var hash = SHA256()
    hash.update(Array(sheet.utf8))
    var digits: [UInt8] = []
    Base64.encode(hash.digest()[...], into: &digits)
    return String(decoding: digits, as: UTF8.self)
  }()
}
