import Crypto
import Foundation
import ProviderKit

/// The marks of an account's approvals, sealed: a token that nobody has used yet is as good as the payment.
struct InicisMarks: Sendable {
    let begun: BegunApprovals<Data>
    let signer: InicisSigner

    func of(_ key: PaymentKey) async throws(ProviderError) -> InicisMark? {
        guard let sealed = try await begun.of(key) else { return nil }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            let plain = try AES.GCM.open(box, using: signer.markKey, authenticating: Data(key.text.utf8))
            return try JSONDecoder().decode(InicisMark.self, from: plain)
        } catch {
            return .unreadable
        }
    }

    func keep(_ attempt: InicisAttempt, of key: PaymentKey) async throws(ProviderError) {
        try await keep(.begun(attempt), of: key)
    }

    /// For one whose end INICIS has told. Where that cannot be written it stays, and is looked into once more.
    func end(
        _ attempt: InicisAttempt,
        of key: PaymentKey,
        isReversed: Bool,
        refusal: InicisAttempt.Refusal? = nil
    ) async {
        do {
            try await keep(.over(InicisEnd(of: attempt, isReversed: isReversed, refusal: refusal)), of: key)
        } catch {
            return
        }
    }

    /// For one that took nothing.
    func forget(_ key: PaymentKey) async { await begun.forget(key) }

    private func keep(_ mark: InicisMark, of key: PaymentKey) async throws(ProviderError) {
        let sealed: Data?
        do {
            let plain = try JSONEncoder().encode(mark)
            sealed = try AES.GCM.seal(plain, using: signer.markKey, authenticating: Data(key.text.utf8)).combined
        } catch {
            throw ProviderError(.temporary, "an approval could not be written down")
        }
        guard let sealed else { throw ProviderError(.temporary, "an approval could not be written down") }
        try await begun.keep(sealed, of: key)
    }
}
