import ProviderKit

/// KG INICIS: its payment window on a page of the gateway for desktops, its form for phones, INIAPI v2 for inquiries
/// and refunds.
///
/// Amounts are whole won. A payment is authenticated in the browser and taken by the gateway's approval call; an
/// approval without a clear answer is undone by a net-cancel. Japan's "INICIS CBT" is another product with keys of its
/// own, and no part of this module.
public struct KGInicis: PaymentProvider {
    let signer: InicisSigner
    let settings: InicisSettings
    let hosts: InicisHosts
    let services: ProviderServices

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        var faults = AccountFaults()
        let signer = faults.take(try InicisSigner(account))
        let settings = faults.take(try InicisSettings(account))
        let standIn = faults.take(try account.baseURL())
        guard let signer, let settings, let standIn else { throw faults.error }
        self.signer = signer
        self.settings = settings
        hosts = InicisHosts(account.environment, standIn: standIn)
        self.services = services
    }

    var mid: String { signer.mid }

    var marks: InicisMarks { InicisMarks(begun: BegunApprovals(storage: services.storage), signer: signer) }

    var parts: InicisParts { InicisParts(storage: services.storage) }

    /// Inquiries and refunds.
    func api(within deadline: Duration) -> InicisAPI {
        InicisAPI(
            line: PGLine(http: services.http, origin: hosts.api, deadline: deadline),
            signer: signer,
            clock: services.clock,
            clientIp: settings.clientIp
        )
    }
}

/// How long one exchange may take. All that one question may need (an inquiry, an approval, its net-cancel, another
/// inquiry) stays below the 75 s for which the gateway holds a payment.
enum InicisDeadline {
    static let approval = Duration.seconds(30)
    static let netCancel = Duration.seconds(8)
    static let inquiry = Duration.seconds(8)
    static let refund = Duration.seconds(12)
}
