import Foundation
import ProviderKit

extension Session {
    /// Every checkout writes one, and Foundation's encoder takes longer for it than the rest of this PG together: so
    /// the members are written out here. What most sessions never have is left to the encoder.
    func stored() throws -> Data {
        let text = try RecordText { json in
            json.add("id", id)
            json.add("key") { $0.add("text", key.text) }
            json.add("merchant", merchant)
            json.add("status", status.rawValue)
            json.add("order", order.write)
            json.add("transaction", transaction)
            if let approval { json.add("approval") { $0.add("text", approval.text) } }
            if let method { json.add("method", method) }
            if let virtualAccount { json.add("virtualAccount", json: try Self.encoded(virtualAccount)) }
            json.add("refunds", json: refunds.isEmpty ? Data("[]".utf8) : try Self.encoded(refunds))
            json.add("calls", calls.write)
            if let webhooks { json.add("webhooks", json: try Self.encoded(webhooks)) }
        }
        return Data(text.bytes)
    }

    private static func encoded(_ part: some Encodable) throws -> Data { try JSONEncoder().encode(part) }
}

extension Session.Order {
    fileprivate func write(to json: inout RecordText) {
        json.add("amount") {
            $0.add("minorUnits", amount.money.minorUnits)
            $0.add("currency", amount.money.currency.code)
        }
        json.add("title", title)
        json.add("language", language.rawValue)
        json.add("success", success)
        json.add("cancel", cancel)
        json.add("failure", failure)
        json.add("notification", notification)
        json.add("allowsDelayed", allowsDelayed)
        json.add("approver", approver.rawValue)
        json.add("isToldByReturn", isToldByReturn)
        json.add("isAmountFinal", isAmountFinal)
        json.add("expires") { $0.add("milliseconds", expires.milliseconds) }
        json.add("operation") { $0.add("text", operation.text) }
    }
}

extension Session.Calls {
    fileprivate func write(to json: inout RecordText) {
        json.add("checkout", Int64(checkout))
        json.add("verify", Int64(verify))
        json.add("cancel", Int64(cancel))
    }
}
