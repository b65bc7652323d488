import HTTPTypes
import ProviderKit

extension ConformanceSubject {
    /// A look that times out, or whose answer breaks off: an inquiry's, and those that a module makes before it approves
    /// or gives back.
    func failedLook() async throws {
        for disturbance in [Disturbance.timeoutBeforeCommit, .truncated] {
            try await atEachLook(of: Self.inquiring, after: Self.authenticating, under: disturbance)
            try await atEachLook(of: Self.approving, after: Self.authenticating, under: disturbance)
            try await atEachLook(of: Self.refunding, after: Self.paying, under: disturbance)
        }
    }

    private static func authenticating(_ trial: Trial) async throws -> Visit {
        let scene = try await trial.open()
        return Visit(scene: scene, back: try await scene.pays())
    }

    private static func paying(_ trial: Trial) async throws -> Visit {
        Visit(scene: try await trial.paid(), back: nil)
    }

    private static func inquiring(_ visit: inout Visit) async throws -> PaymentSnapshot? {
        try await visit.scene.inquire()
    }

    private static func approving(_ visit: inout Visit) async throws -> PaymentSnapshot? {
        guard let back = visit.back else { return nil }
        return try await visit.scene.settle(by: back)
    }

    private static func refunding(_ visit: inout Visit) async throws -> PaymentSnapshot? {
        _ = try await visit.scene.refund(visit.scene.part)
        return nil
    }

    /// Disturbs each look that comes before anything else is sent, each time on a fresh bench.
    private func atEachLook(
        of deed: (inout Visit) async throws -> PaymentSnapshot?,
        after prepare: (Trial) async throws -> Visit,
        under disturbance: Disturbance
    ) async throws {
        var quiet = try await prepare(try makeTrial())
        for passing in 0..<(try await quiet.looks(before: deed)) {
            var visit = try await prepare(try makeTrial())
            _ = try await visit.scene.inquire()
            visit.scene.trial.line.disturb(disturbance, passing: passing)
            do {
                guard let told = try await deed(&visit), case .unknown = told.status else { continue }
                try expect(false, "no doubt by a look under \(disturbance.rawValue)", but: "it is \(told.words)")
            } catch let error as ProviderError {
                try expect(
                    error.code == .temporary,
                    "temporary for a look under \(disturbance.rawValue), before anything was sent",
                    but: "it is \(error)"
                )
            }
        }
    }
}

/// A payment, and the browser that comes back from it.
private struct Visit {
    var scene: Scene
    let back: BuyerReturn?

    /// How many looks a deed makes before it sends anything else: what HTTP calls reading, and what an inquiry asks.
    mutating func looks(before deed: (inout Visit) async throws -> PaymentSnapshot?) async throws -> Int {
        let line = scene.trial.line
        let asked = line.calls.count
        _ = try await scene.inquire()
        let looks = Set(line.calls.dropFirst(asked).map(\.name))
        let begun = line.calls.count
        _ = try await deed(&self)
        return line.calls.dropFirst(begun).prefix { $0.request.method == .get || looks.contains($0.name) }.count
    }
}

extension BenchLine.Call {
    /// `POST /orders`: one path may be both read and written.
    fileprivate var name: String { "\(request.method.rawValue) \(path)" }
}
