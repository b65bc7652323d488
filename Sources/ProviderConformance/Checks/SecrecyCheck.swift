import Foundation
import ProviderKit

extension ConformanceSubject {
    /// Runs payments into every kind of trouble, then reads all that was logged and thrown.
    func secretsStaySecret() async throws {
        for disturbance in [nil] + Disturbance.allCases.map(Optional.some) {
            let trial = try makeTrial()
            var texts: [String] = []
            let session = try await trial.troubledStory(disturbance, &texts)
            let heard = (texts + [trial.log.text]).joined(separator: "\n")
            for needle in trial.secrets + trial.order().buyer.secrets where heard.contains(needle.text) {
                try expect(false, "no secret in logs and errors", but: "\(needle.name) is in one")
            }
            let page = String(describing: session?.action)
            for needle in trial.secrets where page.contains(needle.text) {
                try expect(false, "no secret where a buyer can see it", but: "\(needle.name) is on the page")
            }
        }
    }
}

extension Trial {
    /// Checkout, return, inquiry, forged webhooks and refund, each met by a disturbance.
    fileprivate func troubledStory(
        _ disturbance: Disturbance?,
        _ texts: inout [String]
    ) async throws -> CheckoutSession? {
        await disturbMaybe(disturbance, .checkout)
        if let error = await failure({ _ = try await provider.checkout(order()) }) { texts.append(error) }
        await calm(.checkout)
        var scene = try await open()
        let back = try await scene.pays()
        for evidence in [Evidence.returned(back.message, via: back.door), .inquiry] {
            await disturbMaybe(disturbance, .verify)
            if let error = await failure({ _ = try await scene.verify(evidence) }) { texts.append(error) }
            await calm(.verify)
        }
        for forgery in await fake.forgeries(of: scene.order.key) {
            if let error = await failure({ _ = try await scene.notices(in: forgery) }) { texts.append(error) }
        }
        await disturbMaybe(disturbance, .cancel)
        if let error = await failure({ _ = try await scene.refund(scene.part) }) { texts.append(error) }
        return scene.session
    }

    private func disturbMaybe(_ disturbance: Disturbance?, _ verb: Verb) async {
        if let disturbance { await disturb(disturbance, verb) }
    }

    private func failure(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return "\(error) \(String(reflecting: error))"
        }
    }

    /// The secret fields' values, bare, in base64, and as either half of Basic credentials.
    fileprivate var secrets: [Needle] {
        let values = account.fields.values.flatMap { $0 }.map(\.exposed)
        let hidden = manifest.accountFields.filter(\.isSecret).map(\.name)
        return hidden.flatMap { name in
            account.all(name).map(\.exposed).flatMap { secret in
                let pairs = ["\(secret):"] + values.map { "\($0):\(secret)" }
                return [secret] + ([secret] + pairs).map(Self.base64)
            }.filter { !$0.isEmpty }.map { Needle(name: name, text: $0) }
        }
    }

    /// Whole groups of three bytes, so that what follows the value does not change it.
    private static func base64(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return Data(bytes.prefix(bytes.count / 3 * 3)).base64EncodedString()
    }
}

/// A text that must be found nowhere.
private struct Needle {
    /// What it is, since a failure must not show it either.
    let name: String
    let text: String
}

extension Buyer {
    fileprivate var secrets: [Needle] {
        [("the buyer's name", name), ("the buyer's address", email), ("the buyer's number", phone)].compactMap {
            pair in pair.1.map { Needle(name: pair.0, text: $0) }
        }
    }
}
