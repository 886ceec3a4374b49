import { useLocalSearchParams } from 'expo-router'
import { Text, View } from 'react-native'

export default function Demo() {
  const { name } = useLocalSearchParams<{ name: string }>()
  return (
    <View style={{ flex: 1, alignItems: 'center', justifyContent: 'center' }}>
      <Text>Demo {name}</Text>
    </View>
  )
}
