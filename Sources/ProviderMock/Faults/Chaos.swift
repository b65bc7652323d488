/// Faults by chance, foreseeable to who knows the seed.
struct Chaos: Sendable {
    /// What chance may bring: a fault of a call, or something that befalls webhooks only.
    enum Name: Hashable, Sendable {
        case fault(FaultKind)
        case duplicateWebhook

        init?(_ text: String) {
            if text == "duplicateWebhook" {
                self = .duplicateWebhook
            } else if let kind = FaultKind(rawValue: text) {
                self = .fault(kind)
            } else {
                return nil
            }
        }
    }

    let seed: UInt64
    let odds: [Name: Millionths]

    /// The fault of the n-th call of a verb; equal seeds give equal sequences.
    func fault(for verb: FaultVerb, call: UInt64) -> Fault? {
        var roll = Int(mixed(verb, call) % UInt64(Millionths.whole))
        for kind in FaultKind.allCases where kind.suits(verb) {
            let share = odds[.fault(kind)]?.count ?? 0
            if roll < share { return Fault(kind: kind, delayMilliseconds: nil) }
            roll -= share
        }
        return nil
    }

    /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014) over seed, verb and number of the call.
    private func mixed(_ verb: FaultVerb, _ call: UInt64) -> UInt64 {
        let stream = verb.rawValue.utf8.reduce(seed) { ($0 &* 31) &+ UInt64($1) }
        var bits = Self.finalize(stream) &+ call &* 0x9E37_79B9_7F4A_7C15
        bits = Self.finalize(bits)
        return bits
    }

    private static func finalize(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
