import Foundation
import ProviderKit
import Testing

@testable import Providers

/// Known answers of Python's fractions; `Tests/EndToEnd/oracles/kakaopay.py` makes them.
struct KakaoOracleTests {
    struct Answers: Decodable {
        struct Eleventh: Decodable { let taxed: Int64, vat: Int64 }
        struct Refund: Decodable { let amount: Int64, taxFree: Int64, vat: Int64 }
        struct Series: Decodable { let total: Int64, taxFree: Int64, vat: Int64, refunds: [Refund] }

        let elevenths: [Eleventh]
        let series: [Series]
    }

    private func answers() throws -> Answers {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Oracles/kakaopay.json")
        return try JSONDecoder().decode(Answers.self, from: Data(contentsOf: file))
    }

    @Test func anEleventhIsRoundedToTheNearestWon() throws {
        for known in try answers().elevenths { #expect(KakaoShares.eleventh(of: known.taxed) == known.vat) }
    }

    @Test func refundsInPartsUseEachShareUp() throws {
        for series in try answers().series {
            var left = KakaoAmount(total: series.total, taxFree: series.taxFree, vat: series.vat)
            for known in series.refunds {
                let shares = KakaoShares(of: known.amount, from: left)
                #expect(shares.taxFree == known.taxFree)
                #expect(shares.vat == known.vat)
                left = KakaoAmount(
                    total: left.total - known.amount,
                    taxFree: (left.taxFree ?? 0) - shares.taxFree,
                    vat: (left.vat ?? 0) - (shares.vat ?? 0)
                )
            }
            #expect(left == KakaoAmount(total: 0, taxFree: 0, vat: 0))
        }
    }
}
