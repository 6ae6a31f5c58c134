# Kinds of record.
record_kind_appointment = appointment
record_kind_approval = approval
record_kind_attestation = attestation
record_kind_decline = decline
record_kind_review = review
record_kind_revocation = revocation
record_kind_waiver = waiver
record_kind_withdrawal = withdrawal

# What a record says.
record_provisional = for a while, in an emergency
record_from = from { $day } on
record_waives = { $control } until { $day }: { $reason }
record_revokes = revokes { $record }: { $reason }
record_appoints = { $person } holds { $role }
record_appoints_from = { $person } holds { $role } from { $from }
record_appoints_to = { $person } holds { $role } to { $to }
record_appoints_from_to = { $person } holds { $role } from { $from } to { $to }
record_with_reason = { $words }: { $reason }

# What the signature of a commit is worth.
seal_unsigned = it carries no signature
seal_good = it is signed by whoever committed it, with their { $kind } key { $key }
seal_stranger = it is signed with the { $kind } key { $key }, which is not known as the committer’s
seal_stranger_unknown = it is signed with an { $kind } key that is not known as the committer’s
seal_broken = its { $kind } signature does not hold
seal_unchecked = it carries an { $kind } signature, which was not checked: { $why }
