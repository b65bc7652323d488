import Foundation
import ProviderKit

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
