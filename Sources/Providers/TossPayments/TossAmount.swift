import Foundation
import ProviderKit

extension Encodable {
    /// JSON in which amounts are numbers with all digits of their currency, as Toss writes them: `12.50`. Foundation
    /// would write `12.5`, so they are encoded as text and lose their quotes here. A quote inside of other text is
    /// escaped, so that nothing else looks like it.
    func tossBytes() throws(ProviderError) -> [UInt8] {
        let text = String(decoding: try jsonBytes(), as: UTF8.self)
        return Array(text.replacing(/"(amount|cancelAmount)":"([0-9.]+)"/) { "\"\($0.1)\":\($0.2)" }.utf8)
    }
}

/// Amounts are JSON numbers: whole won, dollars with up to two decimals. `Decimal` keeps them exact.
extension Money {
    /// The amount in whole units of the currency.
    var tossAmount: Decimal {
        Decimal(minorUnits) / pow(10, currency.exponent)
    }

    /// - Throws: ``ProviderError/Code/unknown`` for an amount that the currency cannot express.
    init(toss amount: Decimal, _ currency: Currency) throws(ProviderError) {
        do {
            try self.init(amount.description, currency)
        } catch {
            throw ProviderError(.unknown, "an answer has an amount that \(error)")
        }
    }
}
