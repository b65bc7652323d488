import ProviderKit
import Testing

@testable import Gateway

/// What Cafe24 is told of a payment company, which is what its manifest says.
struct ManifestWordsTests {
    private static func manifest(_ mode: CancelMode = .synchronous, inParts: Bool = true) -> ProviderManifest {
        ProviderManifest(
            identifier: "sample",
            name: LocalizedText("Sample"),
            accountFields: [],
            currencies: [CurrencyRule(.krw)],
            methods: ["virtualAccount": "icash"],
            approver: .gateway,
            cancelMode: mode,
            cancelsInParts: inParts,
            inquiry: .presence
        )
    }

    private func keys() throws -> ServiceKeys {
        try #require(ServiceKeys([Secret(ConfigurationText.serviceKey)]))
    }

    /// Without a module nothing is promised.
    @Test(
        arguments: [
            (manifest(.synchronous, inParts: true), "sync", "T"), (manifest(.synchronous, inParts: false), "sync", "F"),
            (manifest(.asynchronous, inParts: true), "async", "T"),
            (manifest(.asynchronous, inParts: false), "async", "F"), (nil, "sync", "F"),
        ] as [(ProviderManifest?, String, String)]
    )
    func aStatusSaysHowItsPGCancels(_ manifest: ProviderManifest?, mode: String, inParts: String) throws {
        let status = StatusAnswer(payment: .sample(), manifest: manifest, keys: try keys()).json
        #expect(status.contains(#""cancel_mode":"\#(mode)""#))
        #expect(status.contains(#""part_cancel_tf":"\#(inParts)""#))
    }

    @Test(
        arguments: [(manifest(inParts: true), "T"), (manifest(inParts: false), "F"), (nil, "F")]
            as [(ProviderManifest?, String)]
    )
    func aNotificationSaysWhetherItsPGCancelsInParts(_ manifest: ProviderManifest?, inParts: String) throws {
        let body = try body(.payment, manifest)
        #expect(body.contains(#""part_cancel_tf":"\#(inParts)""#))
    }

    @Test(arguments: [MallNotification.Kind.payment, .cancellation])
    func aMethodIsToldInCafe24sWord(_ kind: MallNotification.Kind) throws {
        #expect(try body(kind, Self.manifest()).contains(#""paymethod":"icash""#))
        #expect(try body(kind, nil).contains(#""paymethod":"etc""#))
        var payment = Payment.sample()
        payment.method = "virtualAccount"
        let status = StatusAnswer(payment: payment, manifest: Self.manifest(), keys: try keys()).json
        #expect(status.contains(#""paymethod":"icash""#))
    }

    private func body(_ kind: MallNotification.Kind, _ manifest: ProviderManifest?) throws -> String {
        let notification = MallNotification(
            kind: kind,
            url: "https://mall.example/notify",
            amount: "12000.00",
            isDone: true,
            code: "0000",
            message: "as it was",
            tid: "pg-order-001",
            method: "virtualAccount"
        )
        let body = NotificationBody(
            notification: notification,
            payment: .sample(),
            manifest: manifest,
            keys: try keys()
        )
        return String(decoding: body.encoded(as: .json).bytes, as: UTF8.self)
    }
}
