import HTTPTypes
import ProviderConformance
import ProviderKit

/// Opening and capturing.
extension FakePayPal {
    /// The currencies of PayPal's page, with the digits it takes behind the point.
    private static let digits: [String: Int] = {
        let two = "AUD BRL CAD CNY CZK DKK EUR HKD ILS MYR MXN NZD NOK PHP PLN GBP SGD SEK CHF THB USD"
        var digits = Dictionary(two.split(separator: " ").map { (String($0), 2) }) { $1 }
        for code in ["JPY", "HUF", "TWD"] { digits[code] = 0 }
        return digits
    }()

    func open(_ body: PayPalJSON, _ state: inout State) -> ProviderResponse {
        guard body["intent"]?.text == "CAPTURE", let unit = body["purchase_units"]?[0],
            body["purchase_units"]?[1] == nil,
            let experience = body["payment_source"]?["paypal"]?["experience_context"]
        else { return .words(.badRequest, "INVALID_REQUEST", "MISSING_REQUIRED_PARAMETER") }
        let amount: Money
        switch money(unit["amount"]) {
        case .success(let money): amount = money
        case .failure(let fault): return .refused(fault.issue)
        }
        guard let key = unit["custom_id"]?.text, let invoice = unit["invoice_id"]?.text,
            let description = unit["description"]?.text, let reference = unit["reference_id"]?.text,
            let returnURL = experience["return_url"]?.text, let cancelURL = experience["cancel_url"]?.text
        else { return .words(.badRequest, "INVALID_REQUEST", "MISSING_REQUIRED_PARAMETER") }
        let texts = [(key, 127), (invoice, 127), (description, 127), (reference, 256)]
        guard texts.allSatisfy({ (1...$1).contains($0.unicodeScalars.count) }) else {
            return .words(.badRequest, "INVALID_REQUEST", "INVALID_STRING_LENGTH")
        }
        let order = FakePayPalOrder(
            id: Self.newID(&state),
            key: key,
            amount: amount,
            description: description,
            returnURL: returnURL,
            cancelURL: cancelURL,
            isImmediate: experience["payment_method_preference"]?.text == "IMMEDIATE_PAYMENT_REQUIRED",
            created: clock.now()
        )
        state.orders[order.id] = order
        return .json(.created, order.json(state.lie))
    }

    struct AmountFault: Error {
        let issue: String
    }

    func money(_ amount: PayPalJSON?) -> Result<Money, AmountFault> {
        guard let code = amount?["currency_code"]?.text, let value = amount?["value"]?.text else {
            return .failure(AmountFault(issue: "MISSING_REQUIRED_PARAMETER"))
        }
        guard let digits = Self.digits[code], let currency = Currency(code: code) else {
            return .failure(AmountFault(issue: "CURRENCY_NOT_SUPPORTED"))
        }
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard digits == 0 ? parts.count == 1 : parts.count == 2 && parts[1].count == digits else {
            return .failure(AmountFault(issue: "DECIMALS_NOT_SUPPORTED"))
        }
        guard let money = try? Money(due: value, currency) else {
            return .failure(AmountFault(issue: "CANNOT_BE_ZERO_OR_NEGATIVE"))
        }
        return .success(money)
    }

    func capture(_ id: String, _ state: inout State) -> ProviderResponse {
        guard var order = state.orders[id] else { return .notFound }
        if order.capture != nil { return .refused("ORDER_ALREADY_CAPTURED") }
        guard clock.now() < order.created + .seconds(3 * 3600) else { return .notFound }
        guard order.status == .approved else { return .refused("ORDER_NOT_APPROVED") }
        let hasTwin = state.orders.values.contains { $0.id != id && $0.key == order.key && $0.capture != nil }
        guard !hasTwin else { return .refused("DUPLICATE_INVOICE_ID") }
        if order.instrument == .declined {
            order.status = .created
            state.orders[id] = order
            return .refused("INSTRUMENT_DECLINED")
        }
        order.status = .completed
        order.capture = newCapture(of: order, &state)
        state.orders[id] = order
        if order.isPaid { bookCharge(order, &state) }
        announceCapture(order, &state)
        return .json(.created, order.json(state.lie))
    }

    private func newCapture(of order: FakePayPalOrder, _ state: inout State) -> FakePayPalOrder.Capture {
        let id = Self.newID(&state)
        if state.lie == .errorInside { return .init(id: id, status: "DECLINED") }
        return order.instrument == .eCheck
            ? .init(id: id, status: "PENDING", reason: "ECHECK") : .init(id: id, status: "COMPLETED")
    }

    func bookCharge(_ order: FakePayPalOrder, _ state: inout State) {
        state.books[order.key, default: FakeBooks()].paid += order.amount.minorUnits
        state.books[order.key, default: FakeBooks()].charges += 1
    }
}
