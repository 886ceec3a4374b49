// The app's own words in Filipino.

import { type AppStrings, ENGLISH } from './en.ts'

export const FILIPINO: AppStrings = {
  name: 'Jobline',
  signing_in: 'Nagsa-sign in…',
  pick_title: 'Sino ka ngayon?',
  pick_text: 'Demo ito. Pumili ng tao; magbukas ng isa pang tab para maging iba, at magsulatan kayo.',
  roles: { worker: 'Mga manggagawa', client: 'Mga kliyente' },
  other_people: 'Mga tao',
  not_demo_title: 'Mag-sign in sa marketplace mo',
  not_demo_text: 'Hindi naka-demo ang server na ito, kaya walang mapipili rito. Buksan ang chat mula sa marketplace na nagpapatakbo nito.',
  unreachable_title: 'Hindi maabot ang server',
  unreachable_text: 'Tiyaking tumatakbo ito, saka subukan ulit.',
  unknown_title: 'Walang may ganitong pangalan sa demo',
  unknown_text: 'Pumili na lang sa listahan.',
  pairing_title: 'Ibang computer ito',
  pairing_text: 'Walang password ang demo, kaya mula rito ay hinihingi nito ang code na ipinakita ng server nang magsimula ito.',
  pairing_refused: 'Hindi iyan ang code. Ipinapakita ito kapag nagsimula ang server, at bago sa bawat pagkakataon.',
  pairing_label: 'Code',
  pairing_enter: 'Pumasok',
  try_again: 'Subukan ulit',
  show_people: 'Ipakita ang mga tao',
  switch_person: (name) => `Naka-sign in bilang ${name}. Magpalit ng tao`,
  lost_title: 'Walang narito',
  lost_text: 'Baka mali ang pagkaka-type ng address.',
  home: 'Pumunta sa mga mensahe mo',
  title: ENGLISH.title,
}
