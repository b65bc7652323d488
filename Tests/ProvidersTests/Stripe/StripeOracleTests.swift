import Foundation
import ProviderKit
import Testing

@testable import Providers

/// Signatures that Stripe's own Python library made, and its verdict on some that it did not.
struct StripeOracleTests {
    private struct Vector: Decodable, CustomTestStringConvertible {
        let name: String
        let secrets: [String]
        let body: String
        let header: String
        let isRight: Bool

        var testDescription: String { name }
    }

    private static let vectors: [Vector] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Oracles/stripe.json")
        return (try? JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))) ?? []
    }()

    @Test func thereAreVectorsOfBothKinds() {
        #expect(Set(Self.vectors.map(\.isRight)) == [true, false])
    }

    @Test(arguments: vectors)
    private func theModuleJudgesAsStripesLibraryDoes(vector: Vector) {
        let signature = StripeSignature(vector.header)
        let isRight = signature?.isRight(for: Array(vector.body.utf8), secrets: vector.secrets.map { Secret($0) })
        #expect(isRight ?? false == vector.isRight)
    }
}
