import ProviderKit

extension ConformanceSubject {
    /// One field of the return after the other, each on a fresh bench; our own `key` and `door` stay.
    func alteredReturn() async throws {
        let genuine = try await (try makeTrial()).open().pays()
        let fields = genuine.message.fieldNames
        guard !fields.isEmpty else { throw NotApplicable("a browser brings back nothing of the PG's") }
        for field in fields {
            var scene = try await (try makeTrial()).open()
            let back = try await scene.pays()
            guard let altered = back.message.altering(field) else { continue }
            let told = try? await scene.verify(.returned(altered, via: back.door))
            let books = await scene.books
            let isWhole = books.paid == 0 || books.paid == amount.minorUnits
            try expect(
                isWhole && books.charges <= 1 && told.map { $0.status != .paid || $0.paid == amount } ?? true,
                "all or nothing when somebody altered \"\(field)\" in the return",
                but: "the books say \(books.words), and the module \(told?.words ?? "threw")"
            )
            if let told { try await scene.expectHonest(told) }
        }
    }

    /// The buyer pays a cheaper payment and presents its return for a dearer one.
    func returnOfAnotherPayment() async throws {
        let trial = try makeTrial()
        let cheap = try await trial.open(Money(amount.minorUnits - 1, amount.currency))
        var dear = try await trial.open()
        let back = try await cheap.pays()
        let before = await cheap.kept
        let told = try? await dear.settle(by: back)
        try expect(
            told?.status != .paid,
            "another payment's return to pay for nothing",
            but: "the module says \(told?.words ?? "")"
        )
        let (books, kept) = (await dear.books, await cheap.kept)
        try expect(
            books.charges == 0 && kept == before,
            "no money taken by another payment's return",
            but: "the books say \(books.words), and \(kept) is kept of the other payment"
        )
    }

    /// The addresses are known to the browser, so anybody may open them at any time.
    func cancelReturnEndsNothing() async throws {
        var scene = try await (try makeTrial()).paid()
        for (address, door) in [(scene.order.urls.cancel, ReturnDoor.cancel), (scene.order.urls.failure, .failure)] {
            do {
                let told = try await scene.verify(.returned(InboundMessage(opening: address), via: door))
                try expect(
                    told.status == .paid,
                    "a paid payment to stay paid when the \(door.rawValue) address is opened",
                    but: "the module says \(told.words)"
                )
            } catch let error as ProviderError where error.code == .rejectedMessage {
                continue
            }
        }
        try await leavesThenPays()
    }

    /// The buyer gives up in one tab and pays in another, where the PG lets them.
    private func leavesThenPays() async throws {
        var scene = try await (try makeTrial()).open()
        let left = try await scene.comesBack(after: .leaves)
        guard let paid = try? await scene.pays() else { return }
        _ = try? await scene.settle(by: left)
        let told = try await scene.settle(by: paid)
        try expect(
            told.status == .paid,
            "the tab that paid to count, though another one gave up",
            but: "the module says \(told.words)"
        )
    }
}

extension InboundMessage {
    private static let ours: Set<String> = ["key", "door"]

    /// The names of all fields of the query and the form that are not our own, as they are encoded.
    fileprivate var fieldNames: [String] {
        (names(in: query) + names(in: bodyText)).filter { !Self.ours.contains($0) }
    }

    /// Bytes that are no ASCII become something else here; values that have such are left alone.
    private var bodyText: String { String(decoding: body, as: UTF8.self) }

    private func names(in text: String) -> [String] {
        text.split(separator: "&").compactMap { $0.split(separator: "=").first.map(String.init) }
    }

    /// The same with another first character in one value; `nil` where the field is empty.
    fileprivate func altering(_ field: String) -> InboundMessage? {
        let (query, body) = (altering(field, in: query), altering(field, in: bodyText))
        guard query != self.query || body != bodyText else { return nil }
        return InboundMessage(
            method: method,
            path: path,
            query: query,
            headers: headers,
            body: Array(body.utf8),
            source: source
        )
    }

    private func altering(_ field: String, in text: String) -> String {
        text.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0] == field, let first = parts[1].first, first != "%" else {
                return String(pair)
            }
            // Still a digit where it was one, so that the change is in what it says and not in its form.
            let other: Character = first.isNumber ? (first == "9" ? "8" : "9") : (first == "x" ? "y" : "x")
            return "\(field)=\(other)\(parts[1].dropFirst())"
        }.joined(separator: "&")
    }
}
