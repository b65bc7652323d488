import HTTPTypes
import ProviderKit

/// NICEPAY's "start" API: a window opened by its script on a page of the gateway, and approval by the gateway.
///
/// Source of all facts: github.com/nicepayments/nicepay-manual, read in July 2025. The merchant's keys must be of the
/// kinds "server approval" and "Basic".
public struct NicePay: PaymentProvider {
    let clientKey: String
    let secretKey: Secret
    let methods: [NicePayMethod]
    let services: ProviderServices
    let line: PGLine

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        clientKey = try account.require("clientKey").exposed
        secretKey = try account.require("secretKey")
        methods = try NicePayMethod.list(account.settings["methods"])
        self.services = services
        line = try PGLine(
            account,
            services,
            live: "api.nicepay.co.kr",
            test: "sandbox-api.nicepay.co.kr",
            deadline: NicePayDeadline.money
        )
    }

    var headers: HTTPFields { .basic(clientKey, secretKey.exposed) }

    var signature: NicePaySignature { NicePaySignature(clientKey: clientKey, secretKey: secretKey) }

    var attempts: BegunApprovals<NicePayAttempt> { BegunApprovals(storage: services.storage) }

    /// The moment of a request, as its signature covers it.
    var ediDate: String { KoreanTime.zoned(services.clock.now()) }
}

/// How long one exchange may take. All that one question may need (an inquiry, a net-cancel, another inquiry, the
/// approval, its net-cancel, a last inquiry) stays below the 75 s for which the gateway holds a payment.
enum NicePayDeadline {
    /// The manual asks for 5 s to connect and 30 s to read.
    static let money = Duration.seconds(35)
    static let netCancel = Duration.seconds(9)
    static let inquiry = Duration.seconds(6)
}
