import ProviderKit
import Testing

@testable import Gateway

/// No choice of inputs gets a text signed that Cafe24 or the gateway would take for one of their own (finding S2).
struct SigningOracleTests {
    /// Numbers that come out the same in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state ^ (state >> 29)) &* 0x9E37_79B9_7F4A_7C15
        }
    }

    /// Malls and client ids as bad as can be: numbers, and ones that begin like money.
    private static let malls = ["demomall", "3065", "12000", "000", "12-000", "krw12000"]
    private static let clients = [
        "testClientId0000000001", "KRW20260901-0000029demomall:1:mock", "PHP20220519-0000029", "12345KRW2026", "00",
    ]

    @Test(arguments: clients)
    func nothingThatIsSignedReadsAsMoney(_ client: String) throws {
        let keys = try #require(ServiceKeys([Secret("svc-test-key-0001")]))
        let clock = StepClock()
        let signer = ReservationSigner(
            clientID: client,
            keys: keys,
            directory: try Self.directory(),
            clock: clock
        )
        var dice = Dice(state: 24)
        var signed = 0
        for _ in 0..<6000 {
            let question = Self.question(client, clock, &dice)
            guard let hash = try? signer.sign(question) else { continue }
            signed += 1
            let message = question.mall + question.requestTime + client + question.memberID
            #expect(message.wholeMatch(of: #/[0-9]+(\.[0-9]+)?[A-Z]{3}[0-9]{8}-.*/#) == nil)
            for target in Self.targets(&dice) { #expect(hash != keys.sign(target)) }
        }
        #expect(signed > 0)
    }

    private static func question(
        _ client: String,
        _ clock: StepClock,
        _ dice: inout Dice
    ) -> ReservationSigner.Question {
        // A message of money, cut in three where the door would put its fields together again.
        let target = Array(targets(&dice)[0].message)
        let cuts = [Int.random(in: 0...target.count, using: &dice), Int.random(in: 0...target.count, using: &dice)]
        let parts = [
            target[..<(cuts.min() ?? 0)], target[(cuts.min() ?? 0)..<(cuts.max() ?? 0)], target[(cuts.max() ?? 0)...],
        ]
        .map { String($0) }
        let times = [clock.seconds, parts[1], "0\(clock.seconds.dropFirst())", "-\(clock.seconds.dropFirst())"]
        let members = [parts[2], "mockbuyer", "KRW20260901-0000029", "a.b_c@d-e", ""]
        return ReservationSigner.Question(
            mall: ([parts[0]] + malls).randomElement(using: &dice) ?? "",
            requestTime: times.randomElement(using: &dice) ?? "",
            clientKey: [client, client, client, "", parts[1]].randomElement(using: &dice) ?? "",
            memberID: members.randomElement(using: &dice) ?? ""
        )
    }

    /// Plausible texts of H1, H2 and H3.
    private static func targets(_ dice: inout Dice) -> [HashData] {
        let amount = ["3065.00", "12000", "12000.00", "0", "0.00", "1790000000"].randomElement(using: &dice) ?? ""
        let currency = ["KRW", "PHP", "USD", "JPY"].randomElement(using: &dice) ?? ""
        let order = ["20260901-0000029", "20220519-0000029"].randomElement(using: &dice) ?? ""
        let partner = ["demomall:1:mock", "demomall:1:acct7f3a", "mock"].randomElement(using: &dice) ?? ""
        let tid = ["pg-order-001", "mock_00ff", ""].randomElement(using: &dice) ?? ""
        return [
            .checkoutRequest(amount: amount, currency: currency, orderID: order, partnerID: partner),
            .paymentResult(amount: amount, currency: currency, orderID: order, partnerID: partner, tid: tid),
            .cancellation(cancelAmount: amount, currency: currency, orderID: order, partnerID: partner, tid: tid),
        ]
    }

    private static func directory() throws -> MallDirectory {
        let shop =
            #"{ "1": { "currency": "KRW", "provider": "mock", "account": { "publicKey": "p", "secretKey": "s" } } }"#
        let malls = malls.map { #""\#($0)": { "shops": \#(shop) }"# }.joined(separator: ",")
        let file = """
            {
              "server": { "publicURL": "http://127.0.0.1:8080" }, "database": "sqlite:x",
              "sealingKeys": [{ "id": "a", "key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" }],
              "cafe24": { "clientID": "c", "clientSecret": "s", "serviceKeys": ["k"] },
              "providers": { "mock": { "module": "mock", "environment": "test" } }, "malls": { \(malls) }
            }
            """
        let reader = ConfigurationReader(modules: [SigningOracleTests.mock], environment: [:]) { _ in nil }
        return MallDirectory(try reader.read(Array(file.utf8)))
    }

    private static let mock = ProviderManifest(
        identifier: "mock",
        name: LocalizedText("Mock"),
        accountFields: [
            AccountField("publicKey", label: LocalizedText("P"), isSecret: false, isIdentity: true),
            AccountField("secretKey", label: LocalizedText("S"), isSecret: true),
        ],
        currencies: Currency.all.map { CurrencyRule($0) },
        approver: .provider,
        inquiry: .presenceAndAbsence
    )
}
