/// A text that Cafe24 or the gateway signs: values joined without separators (contract, section C).
///
/// Nothing marks where one value ends and the next begins, so a matching signature is no reason to leave out comparing
/// each value with what is stored. Amounts are signed as they were written; `3065.00` and `3065` differ.
struct HashData: Hashable, Sendable {
    let message: String

    /// H1: a checkout request.
    static func checkoutRequest(amount: String, currency: String, orderID: String, partnerID: String) -> HashData {
        HashData(message: amount + currency + orderID + partnerID)
    }

    /// H2: a status answer or a payment notification.
    static func paymentResult(
        amount: String,
        currency: String,
        orderID: String,
        partnerID: String,
        tid: String
    ) -> HashData {
        HashData(message: amount + currency + orderID + partnerID + tid)
    }

    /// H3: a cancellation request or notification, over the amount to cancel.
    ///
    /// For a full cancellation these are the bytes of H2, so that a status answer gives away a valid H3 (finding S1).
    static func cancellation(
        cancelAmount: String,
        currency: String,
        orderID: String,
        partnerID: String,
        tid: String
    ) -> HashData {
        HashData(message: cancelAmount + currency + orderID + partnerID + tid)
    }

    /// H4: the reservation of an order number.
    static func reservation(mallID: String, requestTime: String, clientID: String, memberID: String) -> HashData {
        HashData(message: mallID + requestTime + clientID + memberID)
    }

    /// H5: the answer to a reservation. Its key is ``HashKey/init(clientID:orderID:)``.
    ///
    /// - Parameters:
    ///   - total: The cart's total as text; a whole number in the canonical form.
    ///   - orderID: The reserved order number.
    ///   - responseTime: As it came.
    ///   - notificationURL: As it came.
    ///   - isQuoted: Whether the text is signed as a JSON string, quotes included. It is in the canonical form.
    /// - Returns: What is signed.
    static func reservationAnswer(
        total: String,
        orderID: String,
        responseTime: String,
        notificationURL: String,
        isQuoted: Bool = true
    ) -> HashData {
        let text = total + orderID + responseTime + notificationURL
        return HashData(message: isQuoted ? JSONText.quoted(text) : text)
    }

    /// H6: the query of an app launch without its `hmac`, sorted by name, percent-encoding untouched.
    ///
    /// - Parameter query: The raw query.
    /// - Returns: What is signed, with the decoded `hmac`; `nil` where there is none, or more than one.
    static func appLaunch(query: String) -> (data: HashData, hmac: String)? {
        let pairs = query.split(separator: "&").map { pair in
            (name: String(pair.prefix { $0 != "=" }), text: String(pair))
        }
        let given = pairs.filter { $0.name == "hmac" }
        guard given.count == 1, let hmac = try? FormReader.text(given[0].text.utf8.dropFirst(5), of: "hmac") else {
            return nil
        }
        let rest = pairs.filter { $0.name != "hmac" }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return (HashData(message: rest.map(\.text).joined(separator: "&")), hmac)
    }
}
