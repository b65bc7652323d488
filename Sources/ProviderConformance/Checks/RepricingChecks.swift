import ProviderKit

extension ConformanceSubject {
    /// Opens a payment over a page's word, then anew over what is due, as the gateway does in an external checkout.
    func repricedCheckout() async throws {
        try await newPageTakesNewPrice()
        try await oldPageTakesNothing()
        try await nothingIsRepricedOnceTaken()
    }

    private func newPageTakesNewPrice() async throws {
        var scene = try await opensAnew(try await opensEarly(isToldByReturn: true))
        let price = scene.order.amount
        if let told = scene.session.amount {
            try expect(told == price, "a session over the new price, \(price)", but: "it is over \(told)")
        }
        let snapshot = try await scene.settle(by: try await scene.pays())
        let books = await scene.books
        try expect(
            snapshot.status == .paid && snapshot.paid == price && books.paid == price.minorUnits && books.charges == 1,
            "one payment of the new price, \(price)",
            but: "the module says \(snapshot.words), and the books \(books.words)"
        )
    }

    /// Another tab still shows the page over the old price. A PG that re-prices the page itself takes the new price by
    /// it.
    private func oldPageTakesNothing() async throws {
        for isToldByReturn in try makeTrial().waysToBeTold {
            let early = try await opensEarly(isToldByReturn: isToldByReturn)
            var scene = try await opensAnew(early)
            guard let back = try? await early.pays() else { continue }
            let told = try? await scene.settle(by: back)
            let (price, kept) = (scene.order.amount, await scene.kept)
            let isNew = told?.status == .paid && told?.paid == price && kept == price.minorUnits
            try expect(
                isNew || told?.status != .paid && kept == 0,
                "nothing but the new price, \(price), by the page over the old one",
                but: "\(kept) is kept, and the module says \(told?.words ?? "nothing, as it threw")"
            )
        }
    }

    private func nothingIsRepricedOnceTaken() async throws {
        for isToldByReturn in try makeTrial().waysToBeTold {
            let early = try await opensEarly(isToldByReturn: isToldByReturn)
            _ = try await early.pays()
            guard await early.books.charges > 0 else { continue }
            do {
                _ = try await opensAnew(early)
                try expect(false, "an error for what the PG has taken the money of", but: "it was opened anew")
            } catch let error as ProviderError {
                try expect(
                    [.conflict, .invalidRequest, .unknown].contains(error.code),
                    "conflict, invalidRequest or unknown for what the PG has taken the money of",
                    but: "it is \(error)"
                )
            }
        }
    }

    private func opensEarly(isToldByReturn: Bool) async throws -> Scene {
        let trial = try makeTrial()
        var order = trial.order(allowsDelayed: false, isToldByReturn: isToldByReturn)
        order.isAmountFinal = false
        return Scene(trial, order, try await trial.provider.checkout(order))
    }

    /// The same payment over a third more, for shipping.
    private func opensAnew(_ early: Scene) async throws -> Scene {
        var order = early.order
        (order.isAmountFinal, order.allowsDelayed, order.isToldByReturn) = (true, true, false)
        order.amount = early.money(amount.minorUnits + amount.minorUnits / 3)
        order.amountText = order.amount.text
        order.operation = early.trial.operation()
        var open = early.payment
        (open.amount, open.amountText) = (order.amount, order.amountText)
        order.repricing = open
        return Scene(early, repricedBy: order, try await early.trial.provider.checkout(order))
    }
}
