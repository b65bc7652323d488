import ProviderKit

extension ConfigurationBuilder {
    /// Asks the module itself; what it refuses here, it would refuse when `serve` starts.
    ///
    /// - Parameters:
    ///   - account: As much of an account as could be read.
    ///   - instance: Where it is used.
    ///   - place: Where the account stands; `nil` where none is meant and only the settings are judged.
    mutating func tryOut(
        _ account: [String: [Secret]],
        _ instance: ProviderInstance,
        at place: ConfigurationPlace?
    ) {
        guard let refusal = trial?.refusal(of: account, at: instance) else { return }
        for fault in refusal.faults {
            let settings = ConfigurationPlace(["providers", instance.name, "settings"])
            guard let part = fault.part == .settings ? settings : place else { continue }
            let steps = fault.name.split(separator: ".").map(String.init)
            refuse(ConfigurationPlace(part.steps + steps), instance, "it \(fault.problem)")
        }
        if refusal.faults.isEmpty, let place { refuse(place, instance, refusal.message) }
    }

    /// What is wrong there already is why the module did not get it.
    private mutating func refuse(_ place: ConfigurationPlace, _ instance: ProviderInstance, _ words: String) {
        guard !faults.hasOne(around: place) else { return }
        faults.add(
            place,
            "is refused by the module \(instance.module): \(words)",
            mend: "Change it as the module says"
        )
    }
}
