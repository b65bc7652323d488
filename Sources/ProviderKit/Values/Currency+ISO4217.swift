extension Currency {
    /// ISO 4217 list one: currencies that circulate as money, with the digits of their minor unit.
    ///
    /// Fund codes (`CLF`, `USN`), metals, test codes and withdrawn currencies are left out. The list is that of
    /// January 2026: `BGN` gave way to the euro, `XCG` replaced `ANG`, `ZWG` replaced `ZWL`.
    static let exponents: [String: Int] = table(
        whole: """
            BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF
            """,
        hundredths: """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP \
            CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
            INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN \
            MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE \
            SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR \
            ZMW ZWG
            """,
        thousandths: """
            BHD IQD JOD KWD LYD OMR TND
            """
    )

    private static func table(whole: String, hundredths: String, thousandths: String) -> [String: Int] {
        var exponents: [String: Int] = [:]
        for (codes, exponent) in [(whole, 0), (hundredths, 2), (thousandths, 3)] {
            for code in codes.split(separator: " ") { exponents[String(code)] = exponent }
        }
        return exponents
    }
}
