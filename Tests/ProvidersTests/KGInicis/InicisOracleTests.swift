import Foundation
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// The module's formulas against answers that Python's hashlib and openssl gave.
struct InicisOracleTests {
    struct Oracle: Decodable {
        let account: [String: String]
        let window: [Window]
        let approval: [Approval]
        let mobile: [Mobile]
        let api: [API]
        let refundAccount: [RefundAccount]

        struct Window: Decodable {
            let oid: String
            let price: String
            let timestamp: String
            let signature: String
            let verification: String
            let mKey: String
        }

        struct Approval: Decodable {
            let token: String
            let timestamp: String
            let signature: String
            let verification: String
        }

        struct Mobile: Decodable {
            let amount: String
            let oid: String
            let timestamp: String
            let check: String
        }

        struct API: Decodable {
            let type: String
            let timestamp: String
            let data: String
            let hashData: String
        }

        struct RefundAccount: Decodable {
            let number: String
            let sealed: String
        }
    }

    private let oracle: Oracle
    private let signer: InicisSigner

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Oracles/kg-inicis.json").standardized
        oracle = try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: file))
        signer = try InicisSigner(
            ProviderAccount(
                instance: "kg-inicis",
                reference: "k1",
                environment: .test,
                fields: oracle.account.mapValues { [Secret($0)] }
            )
        )
    }

    @Test func theWindowIsSignedAsHashlibSignsIt() {
        #expect(!oracle.window.isEmpty)
        for known in oracle.window {
            let signed = signer.window(oid: known.oid, price: known.price, timestamp: known.timestamp)
            #expect(signed == InicisSignature(signature: known.signature, verification: known.verification))
            #expect(signer.mKey == known.mKey)
        }
    }

    @Test func approvalsAreSignedAsHashlibSignsThem() {
        #expect(!oracle.approval.isEmpty)
        for known in oracle.approval {
            let signed = signer.approval(token: known.token, timestamp: known.timestamp)
            #expect(signed == InicisSignature(signature: known.signature, verification: known.verification))
        }
    }

    @Test func aPhonesAmountIsCheckedAsHashlibChecksIt() {
        #expect(!oracle.mobile.isEmpty)
        for known in oracle.mobile {
            let check = signer.mobileCheck(amount: known.amount, oid: known.oid, timestamp: known.timestamp)
            #expect(check == known.check)
        }
    }

    @Test func callsOfTheAPIAreHashedAsHashlibHashesThem() {
        #expect(!oracle.api.isEmpty)
        for known in oracle.api {
            let hash = signer.apiHash(type: known.type, timestamp: known.timestamp, data: Array(known.data.utf8))
            #expect(hash == known.hashData)
        }
    }

    @Test func accountNumbersAreSealedAsOpensslSealsThem() throws {
        #expect(!oracle.refundAccount.isEmpty)
        for known in oracle.refundAccount { #expect(try signer.sealed(accountNumber: known.number) == known.sealed) }
    }

    @Test func theModuleWritesDataAsPythonWritesIt() throws {
        var refund = InicisRefund(of: "StdpayCARDINIpayTest20261122180000123456", because: "단순 변심 / changed \"mind\"")
        refund.take(Money(3_000, .krw), leaving: Money(10_000, .krw))
        let written = String(decoding: try refund.jsonBytes(), as: UTF8.self)
        #expect(oracle.api.contains { $0.data == written })
    }
}
