// Hashes of the xxHash project's own test buffer, computed with its reference implementation (PyPI xxhash).

struct HashVector {
  /// How many bytes of the test buffer are hashed.
  var count: Int
  var xxh64: UInt64
  var xxh64Seeded: UInt64
  var xxh3: UInt64
  var xxh3Seeded: UInt64
  var xxh3High: UInt64
  var xxh3Low: UInt64
  var xxh3SeededHigh: UInt64
  var xxh3SeededLow: UInt64

  init(_ count: Int, _ values: [UInt64]) {
    self.count = count
    xxh64 = values[0]
    xxh64Seeded = values[1]
    xxh3 = values[2]
    xxh3Seeded = values[3]
    xxh3High = values[4]
    xxh3Low = values[5]
    xxh3SeededHigh = values[6]
    xxh3SeededLow = values[7]
  }

  /// The seed of the seeded hashes.
  static let seed: UInt64 = 0x9e37_79b1_85eb_ca8d

  /// The bytes that xxHash's sanity check hashes.
  static func testBuffer(count: Int) -> [UInt8] {
    var generator: UInt64 = 2_654_435_761
    return (0..<count).map { _ in
      defer { generator = generator &* 11_400_714_785_074_694_797 }
      return UInt8(truncatingIfNeeded: generator >> 56)
    }
  }
}

let hashVectors: [HashVector] = [
  HashVector(
    0,
    [
      0xef46_db37_51d8_e999, 0x0b30_3d92_0ec3_49df, 0x2d06_8005_38d3_94c2, 0xa8a6_b918_b2f0_364a,
      0x99aa_06d3_0147_98d8, 0x6001_c324_468d_497f, 0x00fe_aa73_2a3c_e25e, 0xa986_dfc5_d760_5bfe,
    ]),
  HashVector(
    1,
    [
      0xe934_a84a_db05_2768, 0x9c66_7866_9fcd_2e6d, 0xc44b_dff4_074e_ecdb, 0x032b_e332_dd76_6ef8,
      0xa6cd_5e93_9200_0f6a, 0xc44b_dff4_074e_ecdb, 0x20e4_9abc_c53b_3842, 0x032b_e332_dd76_6ef8,
    ]),
  HashVector(
    2,
    [
      0x5d48_cd60_a77e_23ff, 0x8469_cbf0_8335_c09c, 0x7a99_7804_4cb8_a8bb, 0x764b_35c9_0519_ad88,
      0x7675_0c3c_7bf9_5668, 0x7a99_7804_4cb8_a8bb, 0x7b96_e6a6_00da_e67d, 0x764b_35c9_0519_ad88,
    ]),
  HashVector(
    3,
    [
      0xff7e_1959_cb50_794a, 0x281b_7cbb_86cc_6a05, 0x5424_7382_a8d6_b94d, 0x634b_8990_b497_6373,
      0x20ef_c49f_f024_22ea, 0x5424_7382_a8d6_b94d, 0x1c7e_cf6a_308c_f00e, 0x634b_8990_b497_6373,
    ]),
  HashVector(
    4,
    [
      0x9136_a0dc_a574_57ee, 0xccfe_4ead_7e01_983c, 0xe5dc_74bc_5184_8a51, 0xaa2e_7ecc_b0c8_f747,
      0x970d_585a_c632_bf8e, 0x2e7d_8d68_76a3_9fe9, 0x3d53_e5df_d837_d927, 0xbfaf_51f1_e67e_0b0f,
    ]),
  HashVector(
    5,
    [
      0x9b04_6fb1_397f_09a5, 0x9099_058d_286e_f837, 0xe424_3f00_7203_06bb, 0x5a67_c87e_50ed_80ed,
      0x62ed_5876_8760_6b4e, 0x057c_7ed2_c01f_a1d1, 0xfac7_38e8_fec3_7715, 0x67a0_c170_d320_90d7,
    ]),
  HashVector(
    7,
    [
      0x6c83_909a_9f01_ed25, 0x3c18_df70_e6ef_9d24, 0x9941_e000_7f55_5e50, 0x75bd_ab43_463f_0151,
      0xdd9b_6039_f79e_c416, 0x081c_22dd_284a_2f0a, 0x833c_ba02_82dd_6619, 0xd5da_1979_2393_8e53,
    ]),
  HashVector(
    8,
    [
      0xcdbc_f538_e71d_1348, 0x7681_61b4_e5a5_8dfa, 0x24cc_c9ac_aa9f_65e4, 0x8f97_3410_999b_8f6b,
      0x47a7_f080_d82b_b456, 0x64c6_9cab_4bb2_1dc5, 0xf50c_ec14_5bcd_5c5a, 0x7b29_471d_c729_b5ff,
    ]),
  HashVector(
    9,
    [
      0x554b_1ae9_91ed_a6b6, 0x6a7e_f249_27b9_38a0, 0x14d5_001c_15dd_3f2b, 0xb3ae_7333_d901_3f60,
      0x564e_f607_8950_d457, 0xed7c_cbc5_01eb_7501, 0x6b38_0b43_ffa6_1042, 0xaef5_dfc0_ac9f_9044,
    ]),
  HashVector(
    12,
    [
      0x0723_bf50_086e_ad9a, 0x0f2c_3785_6fc1_9ed9, 0xa713_daf0_dfbb_77e7, 0xe730_3e1b_2336_de0e,
      0x6e3e_fd8f_c780_2b18, 0x061a_1927_13f6_9ad9, 0xff0d_60ac_d02e_d401, 0x5d92_b5d7_190b_12d1,
    ]),
  HashVector(
    15,
    [
      0x1807_1931_6d62_2d84, 0xac31_ee10_2e5c_f442, 0x4555_6d4d_6e17_98bc, 0x710d_d531_8f6f_16d5,
      0xc402_609e_57ee_5772, 0x9589_55df_1889_e6bc, 0x4886_4ef5_80a9_5f6b, 0x6a0a_9ca5_fd33_cb9d,
    ]),
  HashVector(
    16,
    [
      0x98c9_0b57_fdfc_b55c, 0x8544_6bba_49cb_7df1, 0x981b_17d3_6c74_98c9, 0x663f_2933_3b4d_b6b1,
      0xc68c_368e_cf8a_9c05, 0x5629_8025_8a99_8629, 0x6ffc_b80c_d330_85c8, 0x0346_d13a_7a54_98c7,
    ]),
  HashVector(
    17,
    [
      0x0d39_a2d0_51a3_0c2c, 0x1dd9_02d7_3122_eda0, 0x796f_5acd_3a60_f862, 0xf3ec_5067_f430_6db3,
      0x955f_a786_43ed_3669, 0xabbc_12d1_1973_d7db, 0xd776_8121_9e46_4828, 0x980a_1411_9985_a7df,
    ]),
  HashVector(
    24,
    [
      0xf75a_6dea_42dc_5bf4, 0x4243_47e3_2f6b_7c2e, 0xa3fe_70bf_9d35_10eb, 0x850e_80fc_35bd_d690,
      0x0ce9_66e4_678d_3761, 0x1e70_44d2_8b1b_901d, 0xd789_5ded_1f62_559d, 0xc6cb_f92a_7068_0b19,
    ]),
  HashVector(
    31,
    [
      0x299b_39a2_90e6_d783, 0x51aa_f1a3_3657_5f00, 0x5d51_6692_ca76_4c50, 0x9b37_2742_59c5_49c6,
      0x3010_48a7_ab47_6d21, 0xec83_65e7_4dc0_0653, 0x4639_cf7b_77ba_9096, 0xd747_50f8_9523_60c3,
    ]),
  HashVector(
    32,
    [
      0x18b2_1649_2bb4_4b70, 0x21d8_1728_3f4b_6283, 0x9fea_ddbd_bf57_eed3, 0x2199_fab1_5348_93d9,
      0x98fc_6458_710d_c2e8, 0x2784_10a1_7595_e3f9, 0xcc58_7e4f_cdb8_6bc5, 0x0054_e826_31ce_f166,
    ]),
  HashVector(
    33,
    [
      0x55c8_dc3e_578f_5b59, 0xb097_8254_9294_df85, 0xabfb_2d08_1b40_0a10, 0xad56_348d_a574_bb6d,
      0x3103_c192_ceaa_2ded, 0xe593_bc4e_5914_c9d1, 0x2127_3c81_90c6_45cd, 0xc361_d36c_ea59_7c31,
    ]),
  HashVector(
    48,
    [
      0xfd0f_eeac_7a93_9933, 0xebe2_b717_0799_a833, 0x397d_a259_ecba_1f11, 0xadc2_cbaa_44ac_c616,
      0xa002_ac4e_5478_227e, 0xf942_219a_ed80_f67b, 0xbc68_9f4c_0152_fb44, 0x3a94_d913_33ed_395a,
    ]),
  HashVector(
    63,
    [
      0xa9ef_be0f_a0f3_f4e7, 0x34c3_933d_c004_0446, 0x83d7_4a75_f2c2_577a, 0xc3ab_9c8b_5396_0dc7,
      0x7fc0_ae04_a6d2_bb0b, 0x5e4c_b79e_9a81_21d9, 0xaec9_2695_d77f_ea89, 0xc6ee_4817_4165_4b12,
    ]),
  HashVector(
    64,
    [
      0xef55_8f8a_cac2_b5cd, 0xf90d_26fe_d802_3d61, 0x9cb4_8487_720e_c49d, 0x4fe8_895d_b9b8_c077,
      0x6d90_e81a_9b0f_d622, 0xefdb_6a44_6907_21a9, 0x37b7_3896_8d40_bda5, 0x9405_ba2a_ffa9_5ceb,
    ]),
  HashVector(
    65,
    [
      0xde0f_20dc_2631_af7a, 0x7814_174c_d640_5bee, 0xfd81_aac4_bebc_3883, 0xad80_aeec_1fc9_e0a7,
      0x6c07_4d65_e54d_b85a, 0xfe2f_650f_a500_ec6e, 0x7250_3a6f_a8d0_7adb, 0x9d60_c345_e5c2_97cd,
    ]),
  HashVector(
    96,
    [
      0x1050_64e7_43ed_d1d9, 0x12cd_f148_0c87_6275, 0x935a_769a_7f94_776f, 0x70cf_5193_7e50_0540,
      0xd9d0_b885_f56c_93f1, 0xe932_4473_ea9a_febe, 0x6f9e_d3c2_008c_b388, 0xd61f_3ab5_8705_c405,
    ]),
  HashVector(
    97,
    [
      0x097b_16e4_e9b0_a2e3, 0xee75_2f0a_58b6_8c2e, 0xca4c_a268_fd3c_3a6c, 0xee46_1d3a_dd7e_e6c9,
      0x09df_f37f_aa6b_284c, 0x7c87_228a_e967_1ba7, 0x14e6_8f85_0b48_1ada, 0x49ea_87f2_afe4_4f66,
    ]),
  HashVector(
    127,
    [
      0x3c7a_2111_9aa6_62b0, 0x9238_093f_3286_f85a, 0x2408_ed71_323d_6096, 0x41d2_f0c3_f483_208f,
      0xdcfa_e800_2712_db1c, 0x802a_565a_8a79_a999, 0x3745_2e19_67d3_445b, 0x54c9_d67f_8b29_dc74,
    ]),
  HashVector(
    128,
    [
      0x90ca_0214_57d9_6dc5, 0xfcef_9beb_2ce4_40a6, 0xfcff_2412_6754_d861, 0x73fd_e752_8064_6649,
      0x3999_2220_e045_260a, 0xebb1_5e34_a7fb_5ab1, 0xa0f7_ccb6_8ee0_2add, 0x8394_f5c5_1f1d_8246,
    ]),
  HashVector(
    129,
    [
      0x41c2_8013_2d69_7aba, 0xaeb8_72c3_74ea_bf84, 0x98f1_b0a6_79a2_ca29, 0x21ff_fdbc_a099_c844,
      0x0381_5fc9_1f1b_30b6, 0x86c9_e3bc_8f0a_3b5c, 0xad55_9266_067c_0bf3, 0xd4aa_e26f_cec7_dc03,
    ]),
  HashVector(
    130,
    [
      0xfceb_1990_4fa5_852e, 0x1358_be9b_041d_9b12, 0x7f6c_531c_f53e_eb30, 0xf145_0ca5_3f22_03e1,
      0x90e7_01a8_4d20_072f, 0xbe05_00e1_35cd_4b35, 0x2441_e0a7_84d4_545a, 0xc282_2b8e_0031_56ee,
    ]),
  HashVector(
    159,
    [
      0x5e02_efaf_7acd_f19c, 0xc9c6_21ea_8972_43b6, 0x7cb3_2a6e_cdeb_af1c, 0xacff_1f7b_6cc1_fdc9,
      0x3756_2ea4_ac14_c650, 0x996e_d465_36cc_0ef5, 0xc6f1_9f9e_4243_b251, 0x9bb4_96bb_4447_b646,
    ]),
  HashVector(
    160,
    [
      0x5b11_efe8_de35_0a3b, 0x0184_fea6_6213_ac0a, 0x9d03_a319_ed4c_bd2b, 0x3825_c75f_fe70_fde0,
      0xba5d_2189_64b6_22ad, 0x7371_26c8_d7c0_9cee, 0xc6b7_abc2_6def_52ac, 0x46a4_a3f6_7ccd_556e,
    ]),
  HashVector(
    161,
    [
      0xad81_3ca7_b0d5_4781, 0x709b_804f_3323_4955, 0x7f8a_89c6_be63_f006, 0xee12_2d62_5550_adb5,
      0x5862_1e54_439e_e75c, 0x524b_f4f0_0d88_2c4e, 0x9408_56fb_f1ab_951d, 0x9697_23dc_5eb1_2aeb,
    ]),
  HashVector(
    192,
    [
      0xb76a_434a_c1e4_768b, 0x1fca_a96d_7806_6ef4, 0xaf9f_58e7_8b8d_3587, 0x69e0_06aa_2156_c999,
      0x0649_34db_4070_6c3d, 0x0679_e7f6_25e3_89d9, 0xc1e5_49ba_f8d0_d863, 0xfd54_1202_7e57_3a96,
    ]),
  HashVector(
    239,
    [
      0xb937_1346_4372_da03, 0x8272_6d5d_62f7_2187, 0x16ce_2b9d_3b28_805d, 0xf59f_5c23_fceb_d3b7,
      0xe59f_c655_4b50_08bc, 0xf895_e8b8_60b8_a593, 0xd670_1eb5_1fc2_1716, 0xc0a8_b4c9_698d_b33d,
    ]),
  HashVector(
    240,
    [
      0xb818_38d4_83ba_ee53, 0x7c3c_8490_fe0c_1b94, 0x81c3_c2b6_7f56_8ccf, 0xcc0f_58c2_7ef3_d8ee,
      0xaa42_02da_a276_9dc8, 0x5c9a_ae94_c8eb_e5a0, 0x29d2_133d_6ea5_8c5b, 0x604e_98db_085c_1864,
    ]),
  HashVector(
    241,
    [
      0x95d7_6c8b_4d8f_c4d6, 0x6bd0_db4e_f412_3409, 0xc5a6_39ec_d203_0e5e, 0xdda9_b0a1_61d4_829a,
      0x99a8_0ecf_0ecf_c647, 0xc5a6_39ec_d203_0e5e, 0xec64_afae_6a13_7582, 0xdda9_b0a1_61d4_829a,
    ]),
  HashVector(
    255,
    [
      0xa80f_35bb_0dc8_e3a7, 0x03d6_99d5_2e8c_d292, 0xe98f_979f_4ed8_a197, 0x2aca_7901_d953_8c75,
      0x9613_75c8_7e09_efbc, 0xe98f_979f_4ed8_a197, 0xe72e_c013_7d62_df44, 0x2aca_7901_d953_8c75,
    ]),
  HashVector(
    256,
    [
      0x5e3f_5bf9_4d57_4981, 0xa1cb_bc0d_a729_34fe, 0x55de_574a_d89d_0ac5, 0x4d30_234b_7a3a_a61c,
      0x8b1c_6609_1423_d288, 0x55de_574a_d89d_0ac5, 0xaaa5_7235_b92d_5e7c, 0x4d30_234b_7a3a_a61c,
    ]),
  HashVector(
    257,
    [
      0xd36c_f327_dcf1_2221, 0xb509_3445_03e6_8f3a, 0xb17f_d5a8_ae75_bb0b, 0x802a_6fbf_3cac_d97c,
      0xf15f_ee7f_9f45_7599, 0xb17f_d5a8_ae75_bb0b, 0x15c1_f9c6_67c8_15ba, 0x802a_6fbf_3cac_d97c,
    ]),
  HashVector(
    319,
    [
      0x2ae1_0520_fa6d_e2e4, 0x9cd9_8602_7592_bfec, 0x0fca_a9e5_9ec5_a883, 0xdfaf_7a1b_8b2d_b390,
      0x3f5e_05af_8ce5_dda8, 0x0fca_a9e5_9ec5_a883, 0x1d21_28f8_604c_d3ec, 0xdfaf_7a1b_8b2d_b390,
    ]),
  HashVector(
    320,
    [
      0xe770_cc78_cd4c_49d4, 0x1e08_a400_4889_b32e, 0x7562_0d35_0ff5_c694, 0x1917_1de4_0c92_8f07,
      0x2c60_2165_9f44_e8d3, 0x7562_0d35_0ff5_c694, 0xb93e_ca53_885a_bfbd, 0x1917_1de4_0c92_8f07,
    ]),
  HashVector(
    321,
    [
      0x191e_5faa_4e98_d58c, 0xde65_a9ae_2bdc_bcd4, 0x2d8c_7e26_34ab_900a, 0x14ab_0056_cc18_7827,
      0xb0a6_157e_8ccd_b4a4, 0x2d8c_7e26_34ab_900a, 0x2215_81c8_665a_8b28, 0x14ab_0056_cc18_7827,
    ]),
  HashVector(
    511,
    [
      0xc049_a218_675d_c378, 0x5d5c_3ce0_316b_5583, 0x8089_715b_163e_7fc0, 0x90ec_0377_ba8d_6002,
      0x9f76_19cb_8d25_0f0d, 0x8089_715b_163e_7fc0, 0xb52c_ae55_536e_9fb9, 0x90ec_0377_ba8d_6002,
    ]),
  HashVector(
    512,
    [
      0x4358_d2fd_d62b_58a7, 0x6e1a_3c52_63d2_def2, 0x617e_4959_9013_cb6b, 0x3ce4_57de_14c2_7708,
      0x18d2_d110_dcc9_bca1, 0x617e_4959_9013_cb6b, 0x925d_06b8_ec5b_8040, 0x3ce4_57de_14c2_7708,
    ]),
  HashVector(
    513,
    [
      0xc224_0d6f_6a43_1697, 0x8a6c_ad34_8388_50d4, 0xf703_7d3b_6722_aeec, 0x7849_4a42_fde4_9f35,
      0xf5c7_60ed_98fd_9e0a, 0xf703_7d3b_6722_aeec, 0x79e6_0f03_62c4_68fa, 0x7849_4a42_fde4_9f35,
    ]),
  HashVector(
    576,
    [
      0x9a82_a368_8076_dca1, 0x0f88_54c5_2631_0074, 0x9c87_5962_cb39_acf8, 0x6e01_ee56_62c3_1f8f,
      0xd572_f630_2c1d_6b21, 0x9c87_5962_cb39_acf8, 0x59fe_09d5_e83f_31eb, 0x6e01_ee56_62c3_1f8f,
    ]),
  HashVector(
    1023,
    [
      0xaac7_2718_b762_0924, 0xa471_caee_31ba_9f8a, 0x87a8_f7b2_f2e2_2496, 0x0f0f_02de_8590_e1b5,
      0xe808_3e4d_8321_4c3c, 0x87a8_f7b2_f2e2_2496, 0x96b8_0fe3_29ce_5e35, 0x0f0f_02de_8590_e1b5,
    ]),
  HashVector(
    1024,
    [
      0x4775_bf7c_ace4_d177, 0xcfbc_5e78_5ff3_3ccd, 0xdd85_c9b5_c110_9c5c, 0xef36_8a8a_2eba_baef,
      0x0d30_d240_71c6_4c57, 0xdd85_c9b5_c110_9c5c, 0x1760_0efe_2b49_3a18, 0xef36_8a8a_2eba_baef,
    ]),
  HashVector(
    1025,
    [
      0x847f_a600_6d7c_2ac0, 0x8801_72cb_ae03_711f, 0xd870_c0fa_1321_1c6a, 0x9679_2bcf_9af8_8519,
      0xfd3e_e4fe_7f29_54c6, 0xd870_c0fa_1321_1c6a, 0x2c38_3949_f57b_f7e1, 0x9679_2bcf_9af8_8519,
    ]),
  HashVector(
    1087,
    [
      0x2ed9_1c11_3ade_b4e2, 0x3691_7e7c_a030_ac73, 0x047f_181e_7c8a_41b9, 0x9dda_30bb_bf69_bf13,
      0xb67e_858c_f9e0_959e, 0x047f_181e_7c8a_41b9, 0x0c85_f8b0_6d20_4747, 0x9dda_30bb_bf69_bf13,
    ]),
  HashVector(
    1088,
    [
      0xfd46_0a30_6f72_cb1b, 0xacb1_beb8_5006_cb21, 0xcc14_50ea_6b52_a8f4, 0x5426_32d0_46f3_dde4,
      0xe0fa_3b9e_9fb6_9d83, 0xcc14_50ea_6b52_a8f4, 0xc0dd_009b_78c4_0121, 0x5426_32d0_46f3_dde4,
    ]),
  HashVector(
    1089,
    [
      0x7603_81ba_b3d0_091e, 0x807c_7a45_ea4d_7169, 0xef72_7b2e_ffc4_cc8c, 0xff84_23d8_8670_7134,
      0x6e02_6f1a_15e6_2b39, 0xef72_7b2e_ffc4_cc8c, 0x7998_3408_b95b_ac9d, 0xff84_23d8_8670_7134,
    ]),
  HashVector(
    2047,
    [
      0xf3a3_6f0a_22c9_e50a, 0xba73_b142_c86d_9e12, 0xb36e_ce19_fca2_197f, 0x8111_bb82_842e_d0ae,
      0x763a_9143_f052_3d15, 0xb36e_ce19_fca2_197f, 0x47c9_9268_8e71_0651, 0x8111_bb82_842e_d0ae,
    ]),
  HashVector(
    2048,
    [
      0x5940_f275_2bc0_4387, 0x896b_6324_00e6_8878, 0xdd59_e2c3_a5f0_38e0, 0x66f8_1670_669a_babc,
      0xf736_557f_d470_73a5, 0xdd59_e2c3_a5f0_38e0, 0x23cc_3a2e_75eb_aaea, 0x66f8_1670_669a_babc,
    ]),
  HashVector(
    2049,
    [
      0x3bac_0fef_077c_bfb5, 0xf0a0_e59e_9a2b_90aa, 0xd3af_a432_9779_b921, 0xe480_8383_6cd5_8024,
      0x4cd2_bd19_2f2d_70bd, 0xd3af_a432_9779_b921, 0xe400_0f7a_288a_82ce, 0xe480_8383_6cd5_8024,
    ]),
  HashVector(
    4095,
    [
      0xf7cf_aaa0_3be2_abf0, 0x562d_364e_07da_388f, 0x3044_1872_22ab_0efb, 0x9f7d_df29_c377_a8ec,
      0xf69e_23cf_a8ce_a8c3, 0x3044_1872_22ab_0efb, 0x0179_0e94_9e0c_d4fa, 0x9f7d_df29_c377_a8ec,
    ]),
  HashVector(
    4096,
    [
      0xab77_f4af_85f4_e70b, 0x7b95_0d3a_d86d_cd2c, 0xe912_0642_9d1f_48f9, 0x2a3b_bb20_a543_9dcd,
      0xb9cf_aea2_ca56_26a4, 0xe912_0642_9d1f_48f9, 0x8fbc_8fd4_d526_d1bd, 0x2a3b_bb20_a543_9dcd,
    ]),
  HashVector(
    4160,
    [
      0xeee6_a4e2_ac95_2a5e, 0xb84b_336a_3e27_d9e3, 0x4f32_3b15_321e_94e1, 0x1bf6_f5fa_f9ee_cabd,
      0x6714_0711_c1e3_e335, 0x4f32_3b15_321e_94e1, 0xee43_0626_ba3b_2f3c, 0x1bf6_f5fa_f9ee_cabd,
    ]),
  HashVector(
    8191,
    [
      0x98cc_887d_9806_0918, 0x551e_784f_0ec8_aa85, 0x31ff_dfa4_31fa_f170, 0xcde1_15d1_302d_a8f8,
      0x6f71_c7fd_d43f_8956, 0x31ff_dfa4_31fa_f170, 0x3eaa_2ad5_cf25_72a6, 0xcde1_15d1_302d_a8f8,
    ]),
  HashVector(
    8192,
    [
      0x161a_4724_8085_699b, 0x310a_62d5_2616_eae4, 0xd636_90a2_8889_a350, 0xde6b_0d2d_66c4_ad11,
      0x8a3f_76fa_124f_defe, 0xd636_90a2_8889_a350, 0x0987_f74b_9f56_80b4, 0xde6b_0d2d_66c4_ad11,
    ]),
  HashVector(
    8193,
    [
      0x0249_c743_7e2a_61d7, 0x034a_9601_1892_9ba0, 0xdf4d_e9db_3ab7_fa53, 0x92e4_c146_fc27_8719,
      0x54c7_970a_659a_46be, 0xdf4d_e9db_3ab7_fa53, 0x6e91_df09_0018_b541, 0x92e4_c146_fc27_8719,
    ]),
  HashVector(
    8999,
    [
      0x263f_227d_fd1c_7c9e, 0xaa5f_848d_ce78_3ea7, 0x95d3_ed00_c775_f28d, 0xe436_85a4_4e6d_5b9b,
      0x6b75_2634_ae1d_4b74, 0x95d3_ed00_c775_f28d, 0x709f_d71d_1149_44c3, 0xe436_85a4_4e6d_5b9b,
    ]),
]
