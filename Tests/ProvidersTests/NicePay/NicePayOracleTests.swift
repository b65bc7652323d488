import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import Providers

/// The formulas beside known answers: NICEPAY's official ones, and those that Python's hashlib computed.
struct NicePayOracleTests {
    private struct Vector: Decodable, CustomTestStringConvertible {
        let formula: String
        let inputs: [String: String]
        let expected: String

        var testDescription: String { "\(formula) \(inputs)" }
    }

    private static let vectors: [Vector] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Oracles/nicepay.json")
        return (try? JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))) ?? []
    }()

    @Test func thereAreVectors() {
        #expect(Set(Self.vectors.map(\.formula)) == ["return", "transaction", "request", "basic"])
    }

    @Test(arguments: vectors)
    private func theModuleComputesWhatTheOracleDid(vector: Vector) throws {
        let input = { (name: String) throws in try #require(vector.inputs[name]) }
        let signer = NicePaySignature(
            clientKey: vector.inputs["clientId"] ?? "",
            secretKey: Secret(try input("secretKey"))
        )
        let computed =
            switch vector.formula {
            case "return": signer.ofReturn(authToken: try input("authToken"), amount: try input("amount"))
            case "transaction":
                signer.ofTransaction(
                    tid: try input("tid"),
                    amount: try #require(Int64(try input("amount"))),
                    ediDate: try input("ediDate")
                )
            case "request": signer.ofRequest(about: try input("name"), ediDate: try input("ediDate"))
            default: HTTPFields.basic(signer.clientKey, signer.secretKey.exposed)[.authorization] ?? ""
            }
        #expect(computed == vector.expected)
    }
}
