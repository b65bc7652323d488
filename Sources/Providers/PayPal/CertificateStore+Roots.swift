import ProviderKit
import SwiftASN1
import X509

extension CertificateStore {
    /// `settings.webhookRoots`: PEM text of the roots that a fake's certificates lead to, in tests only.
    static let rootsSetting = "webhookRoots"

    /// The roots of the operating system, or those that the settings name.
    ///
    /// - Throws: ``ProviderError/Code/configuration`` where they are set for live payments or are no certificates.
    init(trustedBy account: ProviderAccount) throws(ProviderError) {
        guard let setting = account.settings[Self.rootsSetting] else {
            self = .systemTrustRoots
            return
        }
        guard account.environment == .test else {
            throw ProviderError(.setting(Self.rootsSetting, "is for environment test only"))
        }
        guard let text = setting.string, let chain = CertificateChain(pem: Array(text.utf8)) else {
            throw ProviderError(.setting(Self.rootsSetting, "must be certificates in PEM"))
        }
        self.init([chain.leaf] + chain.rest)
    }
}
