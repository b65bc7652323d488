import Foundation
import ProviderKit

extension Session {
    /// Every checkout writes one, and Foundation's encoder takes longer for it than the rest of this PG together: so
    /// the members are written out here. What most sessions never have is left to the encoder.
    func stored() throws -> Data {
        var json = RecordText()
        json.add("id", id)
        json.add("key", key.text, in: "text")
        json.add("merchant", merchant)
        json.add("status", status.rawValue)
        json.add("order", json: order.stored)
        json.add("transaction", transaction)
        if let approval { json.add("approval", approval.text, in: "text") }
        if let method { json.add("method", method) }
        if let virtualAccount { json.add("virtualAccount", json: try Self.encoded(virtualAccount)) }
        json.add("refunds", json: refunds.isEmpty ? Array("[]".utf8) : try Self.encoded(refunds))
        json.add("calls", json: calls.stored)
        if let webhooks { json.add("webhooks", json: try Self.encoded(webhooks)) }
        return Data(json.bytes)
    }

    private static func encoded(_ part: some Encodable) throws -> [UInt8] { Array(try JSONEncoder().encode(part)) }
}

extension Session.Order {
    fileprivate var stored: [UInt8] {
        var sum = RecordText()
        sum.add("minorUnits", amount.money.minorUnits)
        sum.add("currency", amount.money.currency.code)
        var json = RecordText()
        json.add("amount", json: sum.bytes)
        json.add("title", title)
        json.add("language", language.rawValue)
        json.add("success", success)
        json.add("cancel", cancel)
        json.add("failure", failure)
        json.add("notification", notification)
        json.add("allowsDelayed", allowsDelayed)
        json.add("approver", approver.rawValue)
        json.add("isToldByReturn", isToldByReturn)
        json.add("expires", expires.milliseconds, in: "milliseconds")
        json.add("operation", operation.text, in: "text")
        return json.bytes
    }
}

extension Session.Calls {
    fileprivate var stored: [UInt8] {
        var json = RecordText()
        json.add("checkout", Int64(checkout))
        json.add("verify", Int64(verify))
        json.add("cancel", Int64(cancel))
        return json.bytes
    }
}
