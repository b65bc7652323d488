import Logging
import ProviderKit

/// What an order of the payment button costs: the mall's own calculation, never a page's word (contract, S4).
struct OrderPricing: Sendable {
    let store: any PaymentStore
    let admin: AdminAPI
    let providers: ProviderDirectory
    let budget: CalculationBudget
    let logger: Logger

    /// Where the price of a shop's orders comes from.
    enum Source: Sendable {
        /// The Admin API.
        case calculation
        /// The sum that H5 covers: only for the mock, with which no money moves.
        case pageSum
    }

    /// - Throws: ``Refusal`` where the mall has not authorised the app and its provider moves real money.
    func source(for shop: Shop) async throws -> Source {
        if try await store.token(of: shop.mall) != nil { return .calculation }
        guard providers.manifest(of: shop.provider)?.identifier == ConfigurationBuilder.mock else {
            throw Refusal(.business, "the mall has not authorised the app, so the order's price cannot be calculated")
        }
        return .pageSum
    }

    /// The price now.
    ///
    /// - Parameters:
    ///   - cart: What is bought.
    ///   - shop: Where.
    ///   - address: Where it goes, as far as that is known.
    ///   - caller: The address of whoever asks.
    /// - Returns: The mall's calculation.
    /// - Throws: ``Refusal`` where it cannot be known, or the database's error.
    func price(
        of cart: Cart,
        in shop: Shop,
        to address: ShippingAddress?,
        for caller: String?
    ) async throws -> Calculation {
        switch try await source(for: shop) {
        case .pageSum:
            return Calculation(pageSum: cart.sum)
        case .calculation:
            guard budget.admits(mall: shop.mall, address: caller) else { throw Refusal.tooMany }
            do {
                let call = CalculationCall(cart: cart, address: address)
                let calculation = try await admin.ordersCalculation(call, in: shop)
                if let odd = calculation.oddTaxFree {
                    let facts: Logger.Metadata = ["mall": "\(shop.mall)", "tax_free_amount": "\(odd.prefix(40))"]
                    logger.warning("the tax-free part of an order is no amount, and is left out", metadata: facts)
                }
                return calculation
            } catch let error as AdminAPIError {
                logger.warning("no calculation", metadata: ["mall": "\(shop.mall)", "error": "\(error)"])
                throw Refusal(calculation: error)
            }
        }
    }
}

extension Calculation {
    /// Nothing but the items.
    fileprivate init(pageSum sum: Money) {
        items = sum
        discount = .zero(sum.currency)
        shippingFee = .zero(sum.currency)
        shippingDiscount = .zero(sum.currency)
        due = sum
        dueText = sum.text
    }
}

extension Refusal {
    /// Why the mall's calculation gave no price, in words for a buyer; Cafe24's own are for the log.
    fileprivate init(calculation error: AdminAPIError) {
        switch error.code {
        case .limited, .unavailable:
            self.init(.business, "the mall does not answer; please try again")
        case .noToken, .mustReauthorise, .forbidden:
            self.init(.business, "the mall has not authorised the app, so the order's price cannot be calculated")
        case .notFound, .refused, .badAnswer:
            self.init(.business, "the mall could not calculate the order's price")
        }
    }
}
